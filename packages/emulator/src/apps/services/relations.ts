import type { RelationTable } from '../../schema/app-model.ts';

/** What a Services record points at besides the relationships that the API shows. See the People table. */
export const servicesRelations: RelationTable = {
  Arrangement: { tags: 'Tag' },
  Attendance: { plan: 'Plan' },
  AttachmentActivity: { person: 'Person' },
  Email: { person: 'Person' },
  Item: {
    media: 'Media',
    plan_template: 'PlanTemplate',
    selected_attachment: 'Attachment',
  },
  LiveController: { service_type: 'ServiceType' },
  Media: { tags: 'Tag' },
  MediaSchedule: { media: 'Media' },
  Person: { collapsed_service_types: 'ServiceType', tags: 'Tag' },
  Plan: { live_controller: 'Person', live_item_time: 'ItemTime', live_next_item_time: 'ItemTime' },
  PlanNote: { plan: 'Plan', plan_template: 'PlanTemplate' },
  PlanPerson: { declined_plan_times: 'PlanTime', plan_template: 'PlanTemplate' },
  PlanTime: { plan: 'Plan' },
  SchedulingPreference: { person: 'Person' },
  SignupSheet: { available_signup: 'AvailableSignup' },
  SignupSheetMetadata: { signup_sheet: 'SignupSheet' },
  Song: { tags: 'Tag' },
  SplitTeamRehearsalAssignment: { plan_time: 'PlanTime' },
  TagGroup: { folder: 'Folder' },
  TextSetting: { person: 'Person' },
  TimePreferenceOption: { service_type: 'ServiceType' },
};
