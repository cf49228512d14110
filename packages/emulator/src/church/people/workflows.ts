import { identify } from '../../store/identifiers.ts';
import type { Ref, StoredRecord } from '../../store/record.ts';
import { DAY, FIRST_DAY, REFERENCE_DAY } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Seeding } from '../seeding.ts';
import { shareOf } from '../share-of.ts';
import type { Member } from './person.ts';

/** Makes two workflows with people at all of their steps. */
export function seedWorkflows(seeding: Seeding, members: readonly Member[]): void {
  const [administrator] = members;
  if (!administrator) return;
  const created = timestamp(FIRST_DAY);
  const category = seeding.addRef('WorkflowCategory', {
    created_at: created,
    name: 'Welcome',
    updated_at: created,
  });
  for (const definition of WORKFLOWS) {
    const workflow = seedWorkflow(seeding, definition, category);
    const steps = definition.steps.map((name, index) =>
      seedStep(seeding, { name, sequence: index + 1, workflow, assignee: administrator.ref }),
    );
    for (const person of seeding.dice.some(members, shareOf(members, 0.05, 200)))
      seedCard(seeding, { person, workflow, steps, assignee: administrator.ref });
  }
}

const WORKFLOWS = [
  {
    name: 'New Visitor Follow-up',
    steps: ['Send a welcome e-mail', 'Call', 'Invite to the newcomers’ lunch'],
  },
  { name: 'Membership', steps: ['Interview', 'Present to the church'] },
];

function seedWorkflow(seeding: Seeding, { name }: { name: string }, category: Ref): StoredRecord {
  const created = timestamp(FIRST_DAY);
  return seeding.add(
    'Workflow',
    {
      archived_at: null,
      campus_id: null,
      created_at: created,
      deleted_at: null,
      name,
      recently_viewed: true,
      updated_at: created,
      workflow_category_id: category.id,
    },
    { campus: null, workflow_category: category },
  );
}

interface StepOptions {
  readonly name: string;
  readonly sequence: number;
  readonly workflow: StoredRecord;
  readonly assignee: Ref;
}

/** The first step falls to the administrator, the others to whoever takes a card. */
function seedStep(seeding: Seeding, { name, sequence, workflow, assignee }: StepOptions): StoredRecord {
  const created = timestamp(FIRST_DAY);
  const defaultAssignee = sequence === 1 ? assignee : null;
  return seeding.add(
    'WorkflowStep',
    {
      auto_snooze_days: null,
      auto_snooze_interval: null,
      auto_snooze_value: null,
      created_at: created,
      default_assignee_id: defaultAssignee?.id ?? null,
      description: null,
      expected_response_time_in_days: EXPECTED_DAYS,
      name,
      sequence,
      updated_at: created,
    },
    { default_assignee: defaultAssignee, workflow: identify(workflow) },
  );
}

const EXPECTED_DAYS = 7;

interface CardOptions {
  readonly person: Member;
  readonly workflow: StoredRecord;
  readonly steps: readonly StoredRecord[];
  readonly assignee: Ref;
}

function seedCard(seeding: Seeding, { person, workflow, steps, assignee }: CardOptions): void {
  const { dice } = seeding;
  const stage = dice.weighted(STAGES);
  const step = dice.pick(steps);
  const created = dice.between(Math.max(person.joined, REFERENCE_DAY - 90 * DAY), REFERENCE_DAY);
  const lastWeek = Math.max(created, REFERENCE_DAY - EXPECTED_DAYS * DAY);
  const moved = dice.between(dice.chance(0.6) ? lastWeek : created, REFERENCE_DAY);
  const daysSinceDue = Math.floor((REFERENCE_DAY - moved) / DAY) - EXPECTED_DAYS;
  const assigned = step.attributes['sequence'] === 1 || dice.chance(0.5);
  seeding.add(
    'WorkflowCard',
    {
      calculated_due_at_in_days_ago: stage === 'ready' ? daysSinceDue : null,
      completed_at: stage === 'completed' ? timestamp(moved) : null,
      created_at: timestamp(created),
      flagged_for_notification_at: null,
      moved_to_step_at: timestamp(moved),
      overdue: stage === 'ready' && daysSinceDue > 0,
      removed_at: stage === 'removed' ? timestamp(moved) : null,
      snooze_until: stage === 'snoozed' ? timestamp(REFERENCE_DAY + 14 * DAY) : null,
      stage,
      sticky_assignment: false,
      updated_at: timestamp(moved),
    },
    {
      assignee: assigned ? assignee : null,
      current_step: stage === 'completed' || stage === 'removed' ? null : identify(step),
      person: person.ref,
      workflow: identify(workflow),
    },
  );
}

const STAGES = [
  { weight: 45, value: 'ready' },
  { weight: 10, value: 'snoozed' },
  { weight: 35, value: 'completed' },
  { weight: 10, value: 'removed' },
];
