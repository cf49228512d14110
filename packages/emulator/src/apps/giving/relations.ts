import type { RelationTable } from '../../schema/app-model.ts';

/** What a Giving record points at besides the relationships that the API shows. See the People table. */
export const givingRelations: RelationTable = {
  Batch: { owner: 'Person' },
  BatchGroup: { owner: 'Person' },
  Designation: { donation: 'Donation' },
  DesignationRefund: { refund: 'Refund' },
  // The documented type of its labels, `Labels`, names no resource.
  Donation: { labels: 'Label' },
  Note: { donation: 'Donation' },
  PaymentMethod: { person: 'Person' },
  Pledge: { joint_giver: 'Person' },
  RecurringDonation: { payment_method: 'PaymentMethod' },
  RecurringDonationDesignation: { fund: 'Fund', recurring_donation: 'RecurringDonation' },
  Refund: { donation: 'Donation' },
};
