import { loadVersion, type AppName } from '@tspco/catalog';
import { refs } from '../../store/identifiers.ts';
import type { Church } from '../../store/church.ts';
import type { Cause, Change } from '../../store/journal.ts';
import type { StoredRecord } from '../../store/record.ts';
import { schemaOf } from '../schema-of.ts';
import type { AppSchema } from '../../schema/app-schema.ts';
import type { Happening } from '../../webhooks/event-source.ts';
import { eventTypeNamed, eventTypesOf } from './event-types.ts';

/** What changes raise: what became of each record, and what the apps have a name of its own for. */
export function raisedEvents(changes: readonly Change[], cause: Cause, church: Church): Happening[] {
  const happenings = changes.flatMap((change) => [
    ...happened(change),
    ...SPECIAL.flatMap((special) => special(change, church)),
  ]);
  return [...happenings, ...refreshed(cause, church)];
}

/**
 * The event of a name about the record of an id.
 *
 * @throws RangeError when there is no such event or record
 */
export function eventAbout(name: string, id: string, church: Church): Happening {
  const event = eventTypeNamed(name);
  if (!event)
    throw new RangeError(
      `There is no event ${JSON.stringify(name)}. GET /webhooks/v2/available_events lists those that there are.`,
    );
  const { ofApp: app, kept: type } = event;
  const isGone = event.action === 'destroyed';
  const record = church.app(app).get(type, id);
  if (!record && !isGone) throw new RangeError(`There is no ${type} ${JSON.stringify(id)} in ${app}.`);
  const about = record ?? { type, id, attributes: {}, relations: {} };
  return { name, app, record: about, isGone };
}

/** Created, updated or destroyed, where the apps tell of it. */
function happened(change: Change): Happening[] {
  const { app, type, before, after } = change;
  const events = eventTypesOf(app, type).filter(({ resource }) => resource !== 'plan.live');
  if (events.length === 0) return [];
  const action = actionOf(change, newestSchema(app));
  const record = after ?? before;
  return events
    .filter((event) => event.action === action)
    .flatMap(({ name }) => (record ? [{ name, app, record, isGone: action === 'destroyed' }] : []));
}

function actionOf({ type, before, after }: Change, schema: AppSchema): string | undefined {
  if (!before) return 'created';
  if (!after) return 'destroyed';
  const isKept = schema.model.writes[type]?.keepsDeleted === true;
  if (isKept && !isDeleted(before) && isDeleted(after)) return 'destroyed';
  return isShown(before, after, schema) ? 'updated' : undefined;
}

const isDeleted = ({ attributes }: StoredRecord): boolean => (attributes['deleted_at'] ?? null) !== null;

/**
 * Whether the API shows a difference between two states of a record besides `updated_at`. What it computes from other
 * records, such as the number of a household's members, does not count.
 */
function isShown(before: StoredRecord, after: StoredRecord, schema: AppSchema): boolean {
  const attributes = schema.keptAttributes(after.type);
  const relationships = schema.vertex(after.type)?.relationships ?? {};
  const isAttribute = (name: string): boolean => name !== 'updated_at' && Object.hasOwn(attributes, name);
  const isRelationship = (name: string): boolean =>
    Object.hasOwn(relationships, name) || Object.hasOwn(attributes, `${name}_id`);
  return (
    differs(before.attributes, after.attributes, isAttribute) ||
    differs(before.relations, after.relations, isRelationship)
  );
}

/** Nothing and null are the same. */
function differs(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  counts: (name: string) => boolean,
): boolean {
  return Object.keys({ ...before, ...after }).some(
    (name) =>
      counts(name) &&
      before[name] !== after[name] &&
      JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null),
  );
}

const newestSchema = (app: AppName): AppSchema => schemaOf(loadVersion(app));

type Special = (change: Change, church: Church) => Happening[];

const SPECIAL: readonly Special[] = [stepReady, firstDonated, liveUpdated];

/** A card has come to a step, or waits at it again. */
function stepReady({ app, type, before, after }: Change): Happening[] {
  if (app !== 'people' || type !== 'WorkflowCard' || after?.attributes['stage'] !== 'ready') return [];
  const stays = before?.attributes['stage'] === 'ready' && stepOf(before) === stepOf(after);
  if (stays) return [];
  return [{ name: 'people.v2.events.workflow_card.step_ready', app, record: after, isGone: false }];
}

const stepOf = ({ relations }: StoredRecord): string | undefined => refs(relations['current_step'])[0]?.id;

/** Somebody has a donation, and no other. */
function firstDonated({ app, type, before, after }: Change, church: Church): Happening[] {
  if (app !== 'giving' || type !== 'Donation') return [];
  const [donor] = refs(after?.relations['person']);
  const [earlier] = refs(before?.relations['person']);
  const store = church.app(app);
  const record = donor && store.get(donor.type, donor.id);
  if (!record || earlier?.id === donor.id || store.pointingAt('Donation', 'person', donor).length > 1)
    return [];
  return [{ name: 'giving.v2.events.profile.first_donated', app, record, isGone: false }];
}

/** A plan's live view is at another item, or in other hands. */
function liveUpdated({ app, type, before, after }: Change): Happening[] {
  if (app !== 'services' || type !== 'Plan' || !before || !after) return [];
  if (!differs(before.relations, after.relations, isLive)) return [];
  return [{ name: 'services.v2.events.plan.live.updated', app, record: after, isGone: false }];
}

const isLive = (name: string): boolean => name.startsWith('live_');

/** A list was run. That it may look the same afterwards does not matter. */
function refreshed({ action }: Cause, church: Church): Happening[] {
  const list = action?.name === 'List.run' && church.app('people').get('List', action.record.id);
  if (!list) return [];
  return [{ name: 'people.v2.events.list.refreshed', app: 'people', record: list, isGone: false }];
}
