import { counted } from '../related.ts';
import { refs } from '../../store/identifiers.ts';
import { textOf, type StoredRecord } from '../../store/record.ts';
import type { AppModel, ComputedValue, Surroundings } from '../../schema/app-model.ts';

type Test = (card: StoredRecord, around: Surroundings) => boolean;

const isReady: Test = ({ attributes }) => attributes['stage'] === 'ready';
const isOverdue: Test = (card, around) => isReady(card, around) && card.attributes['overdue'] === true;
const isMine: Test = (card, around) =>
  isReady(card, around) && refs(card.relations['assignee'])[0]?.id === around.personId;

/** How many cards a workflow has, and whose they are. */
const workflow: Readonly<Record<string, ComputedValue>> = {
  completed_card_count: cards('workflow', ({ attributes }) => attributes['stage'] === 'completed'),
  my_due_soon_card_count: cards(
    'workflow',
    (card, around) => isMine(card, around) && !isOverdue(card, around),
  ),
  my_overdue_card_count: cards('workflow', (card, around) => isMine(card, around) && isOverdue(card, around)),
  my_ready_card_count: cards('workflow', isMine),
  total_cards_count: cards('workflow', () => true),
  total_overdue_card_count: cards('workflow', isOverdue),
  total_ready_and_snoozed_card_count: cards('workflow', ({ attributes }) =>
    ['ready', 'snoozed'].includes(textOf(attributes['stage'])),
  ),
  total_ready_card_count: cards('workflow', isReady),
  total_steps_count: counted('WorkflowStep', 'workflow'),
  total_unassigned_card_count: cards(
    'workflow',
    (card, around) => isReady(card, around) && refs(card.relations['assignee']).length === 0,
  ),
  total_unassigned_steps_count: (record, { store }) =>
    store
      .pointingAt('WorkflowStep', 'workflow', record)
      .filter(({ relations }) => refs(relations['default_assignee']).length === 0).length,
};

/** What follows from the cards of a workflow. */
export const workflowCounts: AppModel['values'] = {
  Workflow: workflow,
  WorkflowStep: {
    my_ready_card_count: cards('current_step', isMine),
    total_ready_card_count: cards('current_step', isReady),
  },
};

function cards(relation: string, test: Test): ComputedValue {
  return (record, around) =>
    around.store.pointingAt('WorkflowCard', relation, record).filter((card) => test(card, around)).length;
}
