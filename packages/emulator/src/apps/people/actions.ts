import { actionRefused } from '../../basics/api-error.ts';
import { textOf } from '../../store/record.ts';
import type { ActionCall, AppModel } from '../../schema/app-model.ts';
import { workflowCardActions } from './workflow-card-actions.ts';

/** Actions of People. */
export const peopleActions: AppModel['actions'] = {
  'CustomSender.send_verification': { run: requestVerification },
  // Recorded with GET, too.
  'List.run': { run: refreshList, alsoGet: true },
  ...workflowCardActions,
};

/** The mail with the link goes nowhere: nothing here sends any. */
function requestVerification({ record, around: { store, church } }: ActionCall): undefined {
  if (record.attributes['verified'] === true)
    throw actionRefused('CustomSender', `${textOf(record.attributes['email_address'])} is verified already`);
  const now = church.timestamp();
  store.change(record, { attributes: { verification_requested_at: now, expired: false, updated_at: now } });
}

/** Rules are kept and not evaluated, so a list has the same people after it ran, those who are gone left out. */
function refreshList({ record, around: { store, church } }: ActionCall): undefined {
  const now = church.timestamp();
  store.change(record, {
    attributes: {
      batch_completed_at: now,
      refreshed_at: now,
      total_people: store.pointingAt('ListResult', 'list', record).length,
      updated_at: now,
    },
  });
}
