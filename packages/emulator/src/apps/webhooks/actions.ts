import type { ActionCall, AppModel } from '../../schema/app-model.ts';
import { textOf } from '../../store/record.ts';
import { newSecret } from './new-secret.ts';

/** Actions of Webhooks. */
export const webhooksActions: AppModel['actions'] = {
  'Event.ignore': { run: ignore },
  'Event.redeliver': { run: redeliver },
  'WebhookSubscription.rotate_secret': { run: rotateSecret },
};

/** What was not delivered is not tried again, and keeps the reason in its status. */
function ignore(call: ActionCall): undefined {
  const { record, around } = call;
  const status = textOf(record.attributes['status']);
  // It waits for its next attempt, and there is no status for an ignored one that waits.
  const hasFailed = status === 'pending' && around.store.pointingAt('Delivery', 'event', record).length > 0;
  if (hasFailed || IGNORABLE.has(status))
    change(call, { status: `ignored_${hasFailed ? 'failed' : status}` });
}

const IGNORABLE: ReadonlySet<string> = new Set(['failed', 'skipped', 'duplicated']);

/** It waits to be delivered, as it did when it was new; whoever delivers sees that it was asked for. */
function redeliver(call: ActionCall): undefined {
  change(call, { status: 'pending' });
}

function rotateSecret(call: ActionCall): undefined {
  change(call, { authenticity_secret: newSecret() });
}

function change({ record, around }: ActionCall, attributes: ActionCall['record']['attributes']): void {
  around.store.change(record, { attributes: { ...attributes, updated_at: around.church.timestamp() } });
}
