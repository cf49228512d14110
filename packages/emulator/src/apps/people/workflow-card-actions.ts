import { personName } from '../../accounts/person-name.ts';
import { bySequence } from '../places.ts';
import { actionRefused, validationError } from '../../basics/api-error.ts';
import { identify, refs } from '../../store/identifiers.ts';
import type { Json, StoredRecord } from '../../store/record.ts';
import type { ActionCall, AppModel, Surroundings } from '../../schema/app-model.ts';

/** How a card goes through the steps of its workflow. */
export const workflowCardActions: AppModel['actions'] = {
  'WorkflowCard.promote': { run: (call) => advance(call, 'promoted') },
  'WorkflowCard.skip_step': { run: (call) => advance(call, 'skipped') },
  'WorkflowCard.go_back': { run: goBack },
  'WorkflowCard.remove': { run: remove },
  'WorkflowCard.restore': { run: restore },
  'WorkflowCard.send_email': { run: sendEmail },
  'WorkflowCard.snooze': { run: snooze },
  'WorkflowCard.unsnooze': { run: unsnooze },
};

/** A new card stands at the first step of its workflow. Who was given it keeps it. */
export function startCard(record: StoredRecord, around: Surroundings, before?: StoredRecord): void {
  const [first] = stepsOf({ record, around });
  if (before || !first) return;
  const [assignee] = refs(record.relations['assignee']);
  moveTo({ record, around }, first);
  if (assignee) around.store.change(record, { relations: { assignee } });
}

/** To the next step; from the last one it is completed. */
function advance(call: ActionCall, deed: 'promoted' | 'skipped'): undefined {
  const { record, around } = call;
  const steps = stepsOf(call);
  const index = indexOfStep(record, steps);
  if (index === -1) throw refused('The card is not at a step');
  const next = steps[index + 1];
  const now = around.church.timestamp();
  if (next) moveTo(call, next);
  else change(call, { stage: 'completed', completed_at: now, snooze_until: null, overdue: false }, null);
  note(call, { type: deed }, steps[index]);
}

/** To the step before; a completed card goes back to its last one. */
function goBack(call: ActionCall): undefined {
  const { record } = call;
  const steps = stepsOf(call);
  const index = record.attributes['stage'] === 'completed' ? steps.length : indexOfStep(record, steps);
  const previous = steps[index - 1];
  if (!previous) throw refused('The card has no step to go back to');
  moveTo(call, previous);
  note(call, { type: 'went_back' }, previous);
}

function remove(call: ActionCall): undefined {
  if (call.record.attributes['stage'] === 'removed') throw refused('The card is removed already');
  const [step] = refs(call.record.relations['current_step']);
  change(call, { stage: 'removed', removed_at: call.around.church.timestamp(), snooze_until: null });
  note(call, { type: 'removed' }, step);
}

/** Back to the step where it was removed, or to the first when it was at none. */
function restore(call: ActionCall): undefined {
  const { record } = call;
  if (record.attributes['stage'] !== 'removed') throw refused('The card is not removed');
  const steps = stepsOf(call);
  const step = steps[Math.max(0, indexOfStep(record, steps))];
  if (!step) throw refused('The workflow has no steps');
  moveTo(call, step);
  note(call, { type: 'restored' }, step);
}

function snooze(call: ActionCall): undefined {
  const { record, attributes, around } = call;
  const duration = attributes['duration'] ?? null;
  if (duration === null) throw blank('duration');
  if (Number(duration) < 1) throw actionRefused('WorkflowCard', 'must be greater than 0', 'duration');
  if (record.attributes['stage'] !== 'ready' && record.attributes['stage'] !== 'snoozed')
    throw refused('The card is not at a step');
  const until = around.church.timestamp(around.church.now() + Number(duration) * DAY);
  change(call, { stage: 'snoozed', snooze_until: until, overdue: false });
  note(call, { type: 'snoozed' }, refs(record.relations['current_step'])[0]);
}

function unsnooze(call: ActionCall): undefined {
  if (call.record.attributes['stage'] !== 'snoozed') throw refused('The card is not snoozed');
  change(call, { stage: 'ready', snooze_until: null });
  note(call, { type: 'unsnoozed' }, refs(call.record.relations['current_step'])[0]);
}

/** The mail reaches nobody; the card's activities tell what was written. */
function sendEmail(call: ActionCall): undefined {
  const { record, attributes } = call;
  const missing = ['subject', 'note'].filter((name) => (attributes[name] ?? '') === '');
  if (missing.length > 0) throw blank(...missing);
  note(
    call,
    { type: 'sent_email', subject: attributes['subject'] ?? null, content: attributes['note'] ?? null },
    refs(record.relations['current_step'])[0],
  );
}

const DAY = 24 * 3600 * 1000;

/** A card, and where it is. */
type Card = Pick<ActionCall, 'record' | 'around'>;

function stepsOf({ record, around: { store } }: Card): StoredRecord[] {
  const [workflow] = refs(record.relations['workflow']);
  return (workflow ? store.pointingAt('WorkflowStep', 'workflow', workflow) : []).sort(bySequence);
}

function indexOfStep({ relations }: StoredRecord, steps: readonly StoredRecord[]): number {
  const [current] = refs(relations['current_step']);
  return steps.findIndex(({ id }) => id === current?.id);
}

/** A step's own assignee takes the card, unless it sticks to the one that it has. */
function moveTo({ record, around }: Card, step: StoredRecord): void {
  const [assignee] = refs(step.relations['default_assignee']);
  const keeps = record.attributes['sticky_assignment'] === true || !assignee;
  around.store.change(record, {
    attributes: {
      stage: 'ready',
      moved_to_step_at: around.church.timestamp(),
      updated_at: around.church.timestamp(),
      completed_at: null,
      removed_at: null,
      snooze_until: null,
      overdue: false,
    },
    relations: {
      current_step: identify(step),
      ...(keeps ? {} : { assignee }),
    },
  });
}

function change(
  { record, around: { store, church } }: ActionCall,
  attributes: Record<string, Json>,
  step?: null,
): void {
  store.change(record, {
    attributes: { ...attributes, updated_at: church.timestamp() },
    ...(step === null ? { relations: { current_step: null } } : {}),
  });
}

/** Adds to what happened to the card. */
function note(
  { record, around: { store, church, personId } }: ActionCall,
  attributes: Record<string, Json>,
  step: { type: string; id: string } | undefined,
): void {
  const person = store.get('Person', personId);
  store.put({
    type: 'WorkflowCardActivity',
    id: store.nextId('WorkflowCardActivity'),
    attributes: {
      attachments_meta: [],
      attachments_urls: [],
      automation_url: null,
      comment: null,
      content: null,
      content_is_html: false,
      created_at: church.timestamp(),
      form_submission_url: null,
      person_avatar_url: person?.attributes['avatar'] ?? null,
      person_name: (person && personName(person)) || null,
      reassigned_to_avatar_url: null,
      reassigned_to_name: null,
      subject: null,
      ...attributes,
    },
    relations: {
      workflow_card: identify(record),
      workflow_step: step ? identify(step) : null,
    },
  });
}

const refused = (detail: string): Error => actionRefused('WorkflowCard', detail);

const blank = (...names: string[]): Error =>
  validationError(
    'WorkflowCard',
    names.map((parameter) => ({ parameter, detail: "can't be blank" })),
  );
