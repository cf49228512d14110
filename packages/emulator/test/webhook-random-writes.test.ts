import { APP_NAMES, loadVersion, type AppName } from '@tspco/catalog';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AVAILABLE_EVENTS } from '../src/apps/webhooks/available-events.ts';
import { eventPayload } from '../src/apps/webhooks/event-payload.ts';
import { maySee } from '../src/apps/webhooks/may-see.ts';
import { eventAbout, raisedEvents } from '../src/apps/webhooks/raised-events.ts';
import { seedChurch } from '../src/church/seed-church.ts';
import { MovableClock } from '../src/emulator-clock.ts';
import { Church } from '../src/store/church.ts';
import type { StoredRecord } from '../src/store/record.ts';
import { Webhooks } from '../src/webhooks/webhooks.ts';
import { RandomChurch } from './support/random-church.ts';
import { receiveInProcess } from './support/receiver.ts';
import { NOW } from './support/small-church.ts';

const RUNS = 6;
const OPERATIONS = 150;

const OPERATION = fc.record({
  kind: fc.constantFrom('read', 'create', 'create', 'update', 'update', 'delete', 'action'),
  app: fc.constantFrom(...APP_NAMES.filter((app) => app !== 'webhooks')),
  picks: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
});

it('after any write, exactly what the records before and after it differ by is delivered', async () => {
  const seeded = new Church({ now: () => Date.parse(NOW) });
  seedChurch(seeded, { people: 20, seed: 1 });
  for (const [index, { name }] of AVAILABLE_EVENTS.entries()) subscribe(seeded, name, `9${index}`);
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(OPERATION, { minLength: OPERATIONS, maxLength: OPERATIONS, size: 'max' }),
      async (operations) => {
        const receiver = receiveInProcess();
        const { church, settle } = listening(seeded, receiver.deliver);
        const random = new RandomChurch(church);
        let before = rowsOf(church);
        for (const operation of operations) {
          await random.operate(operation);
          const after = rowsOf(church);
          const expected = differences(before, after);
          before = after;
          await settle();
          const delivered = receiver.received.splice(0);
          const told = delivered
            .filter(({ delivery }) => CHANGE.test(delivery.attributes.name))
            .map(({ delivery, payload }) => `${delivery.attributes.name} ${payload.data.id}`);
          expect(told.sort()).toEqual(expected);
          for (const { delivery } of delivered) {
            const { name } = delivery.attributes;
            seen.set(name, (seen.get(name) ?? 0) + 1);
          }
        }
      },
    ),
    { numRuns: RUNS, seed: 11, endOnFailure: true },
  );
  // It would prove little if next to nothing had happened.
  expect(seen.size).toBeGreaterThan(40);
});

const CHANGE = /\.(?:created|updated|destroyed)$/;

function subscribe(church: Church, name: string, id: string): void {
  church.app('webhooks').put({
    type: 'WebhookSubscription',
    id,
    attributes: { active: true, authenticity_secret: 'secret', name, url: 'https://hooks.test/' },
    relations: {},
  });
}

/** A church whose deliveries begin when they are waited for, and not before. */
function listening(seeded: Church, deliver: typeof fetch): { church: Church; settle: () => Promise<void> } {
  const church = seeded.copy();
  const reportFault = (error: unknown): void => {
    throw error;
  };
  const neverRinging = { start: () => () => {} };
  const clock = new MovableClock({ now: () => Date.parse(NOW), alarms: neverRinging, reportFault });
  const { dispatcher } = new Webhooks({
    church,
    clock,
    alarms: neverRinging,
    deliver,
    events: { raised: raisedEvents, about: eventAbout, maySee, payload: eventPayload },
    version: '2018-08-01',
    reportFault,
  });
  return { church, settle: () => dispatcher.settle() };
}

interface Row {
  readonly name: string;
  readonly id: string;
  readonly isDeleted: boolean;
  /** What the API shows of it, as a text. */
  readonly shown: string;
}

/** What a name is about, where that is not the same word. */
const TYPES: Readonly<Record<string, string>> = {
  'calendar.v2.events.event_request': 'EventResourceRequest',
  'services.v2.events.plan_item': 'Item',
  'giving.v2.events.profile': 'Person',
};

/** The resources of which changes are told, by the beginning of their events' names. */
const RESOURCES = [
  ...new Set(
    AVAILABLE_EVENTS.map(({ name }) => name)
      .filter((name) => CHANGE.test(name) && !name.includes('plan.live'))
      .map((name) => name.replace(CHANGE, '')),
  ),
].map((name) => {
  const pascal = (name.split('.').at(-1) ?? '').replace(/(?:^|_)(.)/g, (_, letter: string) =>
    letter.toUpperCase(),
  );
  return { name, app: name.split('.')[0] as AppName, type: TYPES[name] ?? pascal };
});

/** All records that are told of, written down. */
function rowsOf(church: Church): Map<string, Row> {
  const rows = RESOURCES.flatMap(({ name, app, type }) =>
    church
      .app(app)
      .all(type)
      .map((record): [string, Row] => [
        `${name} ${record.id}`,
        { name, id: record.id, isDeleted: isDeleted(record), shown: shownOf(record, app) },
      ]),
  );
  return new Map(rows);
}

const isDeleted = ({ type, attributes }: StoredRecord): boolean =>
  ['Workflow', 'FieldDefinition'].includes(type) && (attributes['deleted_at'] ?? null) !== null;

/** Records are never changed in place: another test freezes them. */
const written = new WeakMap<StoredRecord, string>();

function shownOf(record: StoredRecord, app: AppName): string {
  const known = written.get(record) ?? writtenDown(record, app);
  written.set(record, known);
  return known;
}

function writtenDown({ type, attributes, relations }: StoredRecord, app: AppName): string {
  const vertex = loadVersion(app).vertices[type];
  const names = Object.keys(vertex?.attributes ?? {});
  const shown = [
    ...names.filter((name) => name !== 'updated_at').map((name) => attributes[name] ?? null),
    ...Object.keys(vertex?.relationships ?? {}).map((name) => relations[name] ?? null),
    // Some are shown as an id only.
    ...names.filter((name) => name.endsWith('_id')).map((name) => relations[name.slice(0, -3)] ?? null),
  ];
  return JSON.stringify(shown);
}

/** The events that lie between two states, in alphabetical order. */
function differences(before: ReadonlyMap<string, Row>, after: ReadonlyMap<string, Row>): string[] {
  const available = new Set(AVAILABLE_EVENTS.map(({ name }) => name));
  return [...new Set([...before.keys(), ...after.keys()])]
    .flatMap((key) => {
      const [old, now] = [before.get(key), after.get(key)];
      const { name = '', id = '' } = now ?? old ?? {};
      return happened(old, now).map((action) => [`${name}.${action}`, id] as const);
    })
    .filter(([name]) => available.has(name))
    .map(([name, id]) => `${name} ${id}`)
    .sort();
}

function happened(old: Row | undefined, now: Row | undefined): string[] {
  if (!old) return ['created'];
  if (!now || (now.isDeleted && !old.isDeleted)) return ['destroyed'];
  return old.shown === now.shown ? [] : ['updated'];
}
