import { faker as sharedFaker } from '@faker-js/faker/locale/en';
import { APP_NAMES, loadVersion, type AppName, type Attribute } from '@tspco/catalog';
import { describe, expect, it } from 'vitest';
import { modelOf } from '../apps/models.ts';
import { AppSchema } from '../schema/app-schema.ts';
import { Graph } from '../schema/graph.ts';
import { refs } from '../store/identifiers.ts';
import { Church } from '../store/church.ts';
import type { Json, StoredRecord } from '../store/record.ts';
import { seedChurch } from './seed-church.ts';

const NOW = Date.UTC(2026, 10, 23, 12);

function church(people: number, { seed = 1, now = NOW }: { seed?: number; now?: number } = {}): Church {
  const made = new Church({ now: () => now });
  seedChurch(made, { people, seed });
  return made;
}

function recordsOf(made: Church, app: AppName): readonly StoredRecord[] {
  const store = made.app(app);
  return store.types.flatMap((type) => store.all(type));
}

/** All of an app, as text: what differs in the order of names differs, too. */
function textOf(made: Church, app: AppName): string {
  return JSON.stringify(recordsOf(made, app), undefined, 1);
}

function schemaOf(app: AppName): AppSchema {
  return new AppSchema(loadVersion(app), modelOf(app));
}

/** The records at the other end of a relation, which must exist. */
function targets(made: Church, app: AppName, { relations }: StoredRecord, relation: string): StoredRecord[] {
  return refs(relations[relation]).map((ref) => {
    const target = made.app(app).get(ref.type, ref.id);
    if (!target) throw new Error(`There is no ${ref.type} ${ref.id}`);
    return target;
  });
}

function countBy(records: readonly StoredRecord[], key: (record: StoredRecord) => unknown): number[] {
  const counts = new Map<unknown, number>();
  for (const record of records) counts.set(key(record), (counts.get(key(record)) ?? 0) + 1);
  return [...counts.values()];
}

const sorted = (texts: readonly string[]): string[] => [...texts].sort();

const pointsAt = (record: StoredRecord, relation: string, id: string): boolean =>
  refs(record.relations[relation]).some((ref) => ref.id === id);

const large = church(500);
const people = large.app('people');
const services = large.app('services');

describe('the same church', () => {
  it.each([1, 500])('comes from the same seed (%i people)', (count) => {
    const [one, other] = [church(count), church(count)];
    for (const app of APP_NAMES) expect(textOf(one, app) === textOf(other, app)).toBe(true);
  });

  it.each([0, 2, 2 ** 32 + 1])('does not come from another seed (%d)', (seed) => {
    const other = church(500, { seed });
    for (const app of APP_NAMES) expect(textOf(large, app) === textOf(other, app)).toBe(false);
  });

  it('has the same people on another day, and the same services around it', () => {
    const other = church(500, { now: Date.UTC(2031, 3, 2, 3) });
    expect(textOf(large, 'people') === textOf(other, 'people')).toBe(true);
    const undated = (made: Church): string =>
      textOf(made, 'services').replaceAll(
        /"(?:[A-Z][a-z]+ \d+, \d{4}(?: - )?){1,2}"|"\d{4}-\d\d-\d\dT[^"]+"/g,
        '"a date"',
      );
    const songless = (text: string): string => text.replaceAll(/"last_scheduled_\w+": .*\n/g, '');
    expect(textOf(large, 'services') === textOf(other, 'services')).toBe(false);
    expect(songless(undated(large)) === songless(undated(other))).toBe(true);
  });

  // A church that somebody wrote a test against is to stay: a new version of the names' library can change it.
  it('is this one for seed 1', () => {
    const first = people.all('Person').slice(0, 3);
    expect(people.all('Organization')[0]?.attributes['name']).toBe('Lake Alejandrabury Community Church');
    expect(
      first.map(({ attributes }) => `${String(attributes['first_name'])} ${String(attributes['last_name'])}`),
    ).toEqual(['Karli Kilback', 'Sunny Kilback', 'Stacey Kilback']);
    expect(
      people
        .all('Email')
        .slice(0, 2)
        .map(({ attributes }) => attributes['address']),
    ).toEqual(['karli.kilback@example.net', 'sunny.kilback@example.org']);
  });

  it('is drawn without the dice of others', () => {
    sharedFaker.seed(1);
    const expected = [sharedFaker.number.float(), sharedFaker.number.float()];
    sharedFaker.seed(1);
    const before = sharedFaker.number.float();
    church(5);
    expect([before, sharedFaker.number.float()]).toEqual(expected);
  });
});

describe('the number of people', () => {
  it.each([1, 2, 5, 37, 500])('is exactly %i', (count) => {
    const made = church(count);
    expect(made.app('people').all('Person')).toHaveLength(count);
    expect(made.app('people').all('HouseholdMembership')).toHaveLength(count);
  });

  it.each([0, -1, 1.5, 100_001, Number.NaN])('is not %d', (count) => {
    expect(() => church(count)).toThrow(RangeError);
  });

  it('does not make Services grow without end', () => {
    const made = church(10_000);
    expect(made.app('people').all('Person')).toHaveLength(10_000);
    expect(made.app('services').all('Person')).toHaveLength(1001);
    expect(recordsOf(made, 'services').length).toBeLessThan(10_000);
  });
});

describe.each(APP_NAMES)('every record of %s', (app) => {
  const schema = schemaOf(app);
  const byType = new Map<string, StoredRecord[]>();
  for (const record of [1, 2, 5, 500].flatMap((count) => recordsOf(church(count), app))) {
    const before = byType.get(record.type);
    if (before) before.push(record);
    else byType.set(record.type, [record]);
  }

  it.each([...byType.keys()])('%s has the attributes of the catalog', (type) => {
    const { values } = schema.model;
    const expected = Object.entries(schema.vertex(type)?.attributes ?? {})
      .filter(([name, { only }]) => (!only || only === 'fields') && !Object.hasOwn(values[type] ?? {}, name))
      .map(([name]) => name);
    for (const { attributes } of byType.get(type) ?? []) expect(Object.keys(attributes)).toEqual(expected);
  });

  it.each([...byType.keys()])('%s has values of the declared types', (type) => {
    for (const { attributes } of byType.get(type) ?? []) {
      const wrong = Object.entries(attributes).filter(([name, value]) => {
        const attribute = schema.vertex(type)?.attributes[name];
        return value !== null && !(attribute && fits(value, attribute));
      });
      expect(wrong).toEqual([]);
    }
  });

  it.each([...byType.keys()])('%s has the relations of the catalog and of the model', (type) => {
    const expected = [...schema.relations(type).keys()].sort();
    const many = Object.entries(schema.vertex(type)?.relationships ?? {})
      .filter(([, relationship]) => relationship.many)
      .map(([name]) => name);
    for (const { relations } of byType.get(type) ?? []) {
      expect(Object.keys(relations)).toEqual(expected);
      for (const name of many) expect(Array.isArray(relations[name])).toBe(true);
    }
  });

  it.each([1, 2, 5, 37, 500])('points only at what exists, among %i people', (count) => {
    const made = church(count);
    for (const record of recordsOf(made, app)) {
      for (const [relation, target] of Object.entries(record.relations)) {
        const found = targets(made, app, record, relation).map(({ type }) => type);
        const polymorphic = schema.vertex(record.type)?.relationships[relation]?.polymorphic;
        const wanted = schema.storedType(schema.relations(record.type).get(relation) ?? '');
        expect(Object.keys(target ?? {}).every((key) => /^(\d+|type|id)$/.test(key))).toBe(true);
        if (!polymorphic) expect(found.filter((type) => type !== wanted)).toEqual([]);
      }
    }
  });

  it('has an id among ascending numbers', () => {
    for (const type of large.app(app).types) {
      const ids = large
        .app(app)
        .all(type)
        .map(({ id }) => id);
      expect(ids.filter((id) => !/^[1-9]\d{7}$/.test(id))).toEqual([]);
      if (app !== 'people' && OF_PEOPLE.has(type)) continue;
      expect(Number(ids.at(-1)) - Number(ids[0])).toBe(ids.length - 1);
    }
  });

  it('was changed last after it was made', () => {
    for (const { attributes } of recordsOf(large, app)) {
      const { created_at: created, updated_at: updated } = attributes;
      if (typeof created === 'string' && typeof updated === 'string') expect(created <= updated).toBe(true);
    }
  });
});

describe('people', () => {
  const records = people.all('Person');
  const [first] = records;
  const owned = (type: string, person: StoredRecord): StoredRecord[] =>
    people.pointingAt(type, 'person', person);

  it.each([1, 37, 500])('begin with the administrator, among %i', (count) => {
    const [administrator, ...others] = church(count).app('people').all('Person');
    expect(administrator?.attributes).toMatchObject({
      accounting_administrator: true,
      child: false,
      people_permissions: 'Manager',
      site_administrator: true,
      status: 'active',
    });
    expect(others.filter(({ attributes }) => attributes['site_administrator'] === true)).toEqual([]);
  });

  it('live in households that share a last name and an address', () => {
    const households = people.all('Household');
    for (const household of households) {
      const members = targets(large, 'people', household, 'people');
      expect(members.length).toBeGreaterThanOrEqual(1);
      expect(members.length).toBeLessThanOrEqual(6);
      expect(new Set(members.map(({ attributes }) => attributes['last_name'])).size).toBe(1);
      const streets = members.flatMap((member) =>
        owned('Address', member).map(({ attributes }) => attributes['street_line_1']),
      );
      expect(streets).toHaveLength(members.length);
      expect(new Set(streets).size).toBe(1);
      const [contact] = targets(large, 'people', household, 'primary_contact');
      expect(contact?.attributes['child']).toBe(false);
      expect(members).toContain(contact);
    }
    const everybody = households.flatMap(({ relations }) => refs(relations['people']).map(({ id }) => id));
    expect(sorted(everybody)).toEqual(records.map(({ id }) => id));
    expect(new Set(households.map(({ relations }) => refs(relations['people']).length))).toEqual(
      new Set([1, 2, 3, 4, 5, 6]),
    );
  });

  it('have a membership in their household', () => {
    for (const membership of people.all('HouseholdMembership')) {
      const [household] = targets(large, 'people', membership, 'household');
      const [person] = targets(large, 'people', membership, 'person');
      expect(household && person && pointsAt(household, 'people', person.id)).toBe(true);
    }
  });

  it('have one primary e-mail address if they have any', () => {
    const counts = records.map((person) => owned('Email', person));
    for (const emails of counts.filter(({ length }) => length > 0)) {
      expect(emails.filter(({ attributes }) => attributes['primary'] === true)).toHaveLength(1);
    }
    expect(new Set(counts.map(({ length }) => length))).toEqual(new Set([0, 1, 2]));
    expect(first && owned('Email', first)).toHaveLength(1);
  });

  it('have one primary telephone number if they have any', () => {
    const counts = records.map((person) => owned('PhoneNumber', person));
    for (const phones of counts.filter(({ length }) => length > 0)) {
      expect(phones.filter(({ attributes }) => attributes['primary'] === true)).toHaveLength(1);
    }
  });

  it('have e-mail addresses of their own that reach nobody', () => {
    const addresses = people.all('Email').map(({ attributes }) => String(attributes['address']));
    expect(addresses.filter((address) => !/^[a-z0-9.]+@example\.(com|net|org)$/.test(address))).toEqual([]);
    expect(new Set(addresses).size).toBe(addresses.length);
    const notAtExample = APP_NAMES.flatMap(
      (app) => textOf(large, app).match(/[\w.]+@(?!(church\.)?example\.)\S+/g) ?? [],
    );
    expect(notAtExample).toEqual([]);
  });

  it('are children under 18 at the end of June 2026, and in the grade of their age', () => {
    for (const { attributes } of records) {
      const { birthdate, child, grade } = attributes;
      if (typeof birthdate === 'string') expect(child).toBe(birthdate > '2008-06-30');
      if (typeof birthdate === 'string' && typeof grade === 'number') {
        expect([4, 5, 6]).toContain(2025 - Number(birthdate.slice(0, 4)) - grade);
      }
    }
    const children = records.filter(({ attributes }) => attributes['child'] === true);
    expect(children.length).toBeGreaterThan(100);
    expect(children.filter(({ attributes }) => attributes['grade'] !== null).length).toBeGreaterThan(70);
  });

  it('are inactive with a reason and a time, or neither', () => {
    const inactive = records.filter(({ attributes }) => attributes['status'] === 'inactive');
    expect(inactive.length).toBeGreaterThan(5);
    for (const person of records) {
      const left = inactive.includes(person);
      expect(person.attributes['inactivated_at'] !== null).toBe(left);
      expect(refs(person.relations['inactive_reason'])).toHaveLength(left ? 1 : 0);
    }
  });

  it('have names with accents and without capitals among them', () => {
    const names = records.map(({ attributes }) => String(attributes['last_name']));
    expect(names.some((name) => /[^\u0020-\u007E]/.test(name))).toBe(true);
    expect(names.some((name) => /^[a-z]/.test(name))).toBe(true);
  });

  it('came between 2018 and the end of June 2026, about in the order of their ids', () => {
    const created = records.map(({ attributes }) => String(attributes['created_at']));
    expect(created.filter((time) => time < '2018-01-01' || time > '2026-06-30T23')).toEqual([]);
    const [early = '', late = ''] = [created.slice(0, 50), created.slice(-50)].map(
      (some) => sorted(some)[25],
    );
    expect(early < late).toBe(true);
    expect(created).not.toEqual(sorted(created));
  });

  it('have a membership of the list, or none', () => {
    const types = new Set(people.all('MembershipType').map(({ attributes }) => attributes['value'] ?? null));
    const memberships = new Set(records.map(({ attributes }) => attributes['membership'] ?? null));
    expect([...memberships].filter((membership) => !types.has(membership))).toEqual([null]);
  });
});

describe('counts', () => {
  it('of a list are its results', () => {
    for (const list of people.all('List')) {
      expect(list.attributes['total_people']).toBe(people.pointingAt('ListResult', 'list', list).length);
    }
    expect(people.all('ListResult').length).toBeGreaterThan(20);
  });

  it('of a form are its submissions', () => {
    for (const form of people.all('Form')) {
      const submissions = people.pointingAt('FormSubmission', 'form', form);
      expect(form.attributes['submission_count']).toBe(submissions.length);
      expect(submissions.length).toBeGreaterThan(5);
    }
  });

  it('of a workflow are its cards and steps', () => {
    const [administrator] = people.all('Person');
    const graph = new Graph(schemaOf('people'), large, administrator?.id ?? '');
    const told = (record: StoredRecord, names: readonly string[]): unknown =>
      Object.fromEntries(names.map((name) => [name, graph.value(record, name)]));
    for (const workflow of people.all('Workflow')) {
      const cards = people.pointingAt('WorkflowCard', 'workflow', workflow);
      const steps = people.pointingAt('WorkflowStep', 'workflow', workflow);
      const at = (...stages: string[]): StoredRecord[] =>
        cards.filter(({ attributes }) => stages.includes(String(attributes['stage'])));
      const ready = at('ready');
      const mine = ready.filter(({ relations }) => relations['assignee'] !== null);
      const counts = {
        completed_card_count: at('completed').length,
        my_ready_card_count: mine.length,
        total_cards_count: cards.length,
        total_overdue_card_count: ready.filter(({ attributes }) => attributes['overdue'] === true).length,
        total_ready_and_snoozed_card_count: at('ready', 'snoozed').length,
        total_ready_card_count: ready.length,
        total_steps_count: steps.length,
        total_unassigned_card_count: ready.length - mine.length,
      };
      expect(told(workflow, Object.keys(counts))).toEqual(counts);
      expect(cards.length).toBeGreaterThan(10);
      for (const step of steps) {
        const here = ready.filter((card) => pointsAt(card, 'current_step', step.id));
        expect(graph.value(step, 'total_ready_card_count')).toBe(here.length);
      }
    }
  });
});

describe('services', () => {
  const plans = services.all('Plan');

  it('are known to a third of the adults, under the ids and names that they have in People', () => {
    const volunteers = services.all('Person');
    const adults = people.all('Person').filter(({ attributes }) => attributes['child'] === false);
    expect(volunteers.length / adults.length).toBeGreaterThan(0.25);
    expect(volunteers.length / adults.length).toBeLessThan(0.4);
    expect(volunteers[0]?.id).toBe(people.all('Person')[0]?.id);
    expect(services.all('Organization')[0]?.id).toBe(people.all('Organization')[0]?.id);
    for (const { id, attributes } of volunteers) {
      const twin = people.get('Person', id)?.attributes ?? {};
      for (const name of ['first_name', 'last_name', 'nickname', 'birthdate', 'site_administrator']) {
        expect(attributes[name]).toBe(twin[name]);
      }
      expect(
        services.pointingAt('PersonTeamPositionAssignment', 'person', { type: 'Person', id }),
      ).not.toEqual([]);
    }
  });

  it.each([Date.UTC(2026, 10, 23, 12), Date.UTC(2019, 2, 10, 9, 30), Date.UTC(2031, 11, 31, 23)])(
    'are planned weekly on both sides of %i',
    (now) => {
      const store = church(37, { now }).app('services');
      for (const serviceType of store.all('ServiceType')) {
        const dates = store
          .pointingAt('Plan', 'service_type', serviceType)
          .map(({ attributes }) => Date.parse(String(attributes['sort_date'])));
        expect(dates).toHaveLength(23);
        expect(dates.filter((date) => date > now).length).toBeGreaterThanOrEqual(6);
        expect(dates.filter((date) => date < now).length).toBeGreaterThanOrEqual(16);
        const gaps = dates.slice(1).map((date, index) => (date - (dates[index] ?? 0)) / 3_600_000);
        expect(gaps.every((gap) => Math.abs(gap - 168) <= 1)).toBe(true);
      }
      for (const { attributes } of store.all('Plan')) {
        expect(Date.parse(String(attributes['created_at']))).toBeLessThan(now);
      }
    },
  );

  it('write the days of a plan in words, where the church is', () => {
    const sunday = plans.find(({ attributes }) => attributes['sort_date'] === '2026-11-22T17:00:00Z');
    expect(sunday?.attributes).toMatchObject({
      dates: 'November 22, 2026',
      last_time_at: '2026-11-22T19:00:00Z',
      series_title: 'One Body',
      short_dates: 'Nov 22, 2026',
    });
    // Before the clocks went back.
    expect(plans.some(({ attributes }) => attributes['sort_date'] === '2026-10-25T16:00:00Z')).toBe(true);
  });

  it('begin with the first service time of their plan', () => {
    for (const plan of plans) {
      const starts = services
        .pointingAt('PlanTime', 'plan', plan)
        .filter(({ attributes }) => attributes['time_type'] === 'service')
        .map(({ attributes }) => String(attributes['starts_at']));
      expect(sorted(starts)[0]).toBe(plan.attributes['sort_date']);
    }
  });

  it('lead from each plan to the next and back', () => {
    for (const plan of plans) {
      const [next] = targets(large, 'services', plan, 'next_plan');
      if (next) {
        expect(pointsAt(next, 'previous_plan', plan.id)).toBe(true);
        expect(String(plan.attributes['sort_date']) < String(next.attributes['sort_date'])).toBe(true);
      }
    }
    expect(plans.filter(({ relations }) => relations['next_plan'] === null)).toHaveLength(3);
  });

  it('have their songs in an arrangement and key of their own', () => {
    const songs = services.all('Item').filter(({ attributes }) => attributes['item_type'] === 'song');
    expect(songs.length).toBeGreaterThan(100);
    for (const item of songs) {
      const [song] = targets(large, 'services', item, 'song');
      const [arrangement] = targets(large, 'services', item, 'arrangement');
      const [key] = targets(large, 'services', item, 'key');
      expect(arrangement && song && pointsAt(arrangement, 'song', song.id)).toBe(true);
      expect(key && arrangement && pointsAt(key, 'arrangement', arrangement.id)).toBe(true);
      expect(item.attributes['key_name']).toBe(key?.attributes['starting_key']);
      expect(item.attributes['title']).toBe(song?.attributes['title']);
    }
  });

  it('number the items of a plan from one', () => {
    for (const plan of plans) {
      const sequence = services
        .pointingAt('Item', 'plan', plan)
        .map(({ attributes }) => attributes['sequence']);
      expect(sequence).toEqual(sequence.map((_, index) => index + 1));
    }
  });

  it('tell of a song when it was sung last', () => {
    const unsung = services.all('Song').filter((song) => {
      const sung = services
        .pointingAt('Item', 'song', song)
        .flatMap((item) => targets(large, 'services', item, 'plan'))
        .map(({ attributes }) => attributes)
        .filter((plan) => Date.parse(String(plan['sort_date'])) <= NOW)
        .sort((a, b) => (String(a['sort_date']) < String(b['sort_date']) ? 1 : -1));
      expect(song.attributes['last_scheduled_at']).toBe(sung[0]?.['sort_date'] ?? null);
      expect(song.attributes['last_scheduled_short_dates']).toBe(sung[0]?.['short_dates'] ?? null);
      return sung.length === 0;
    });
    expect(unsung.length).toBeLessThan(10);
  });

  it('ask nobody twice for a plan, and nobody who is away', () => {
    for (const plan of plans) {
      const asked = services.pointingAt('PlanPerson', 'plan', plan);
      expect(
        Math.max(0, ...countBy(asked, ({ relations }) => refs(relations['person'])[0]?.id)),
      ).toBeLessThan(2);
      for (const planPerson of asked) {
        const [person] = targets(large, 'services', planPerson, 'person');
        const away = (person ? services.pointingAt('Blockout', 'person', person) : []).filter(
          ({ attributes: { starts_at: starts, ends_at: ends } }) =>
            String(starts) <= String(plan.attributes['sort_date']) &&
            String(plan.attributes['sort_date']) <= String(ends),
        );
        expect(away).toEqual([]);
      }
    }
    expect(services.all('Blockout').length).toBeGreaterThan(10);
  });

  it('ask for a place in a team only who can take it', () => {
    for (const planPerson of services.all('PlanPerson')) {
      const [team] = targets(large, 'services', planPerson, 'team');
      const positions = (team ? services.pointingAt('TeamPosition', 'team', team) : []).filter(
        ({ attributes }) => attributes['name'] === planPerson.attributes['team_position_name'],
      );
      const assignments = positions.flatMap((position) =>
        services.pointingAt('PersonTeamPositionAssignment', 'team_position', position),
      );
      const [person] = refs(planPerson.relations['person']);
      expect(assignments.some((assignment) => pointsAt(assignment, 'person', person?.id ?? ''))).toBe(true);
      expect(planPerson.attributes['name']).toBe(
        services.get('Person', person?.id ?? '')?.attributes['full_name'],
      );
    }
    const statuses = new Set(services.all('PlanPerson').map(({ attributes }) => attributes['status']));
    expect(statuses).toEqual(new Set(['C', 'D', 'U']));
  });

  it('need every position that nobody has taken', () => {
    for (const plan of plans) {
      const taken = services
        .pointingAt('PlanPerson', 'plan', plan)
        .filter(({ attributes }) => attributes['status'] !== 'D').length;
      const needed = services.pointingAt('NeededPosition', 'plan', plan).length;
      const [serviceType] = targets(large, 'services', plan, 'service_type');
      const positions = (serviceType ? services.pointingAt('Team', 'service_type', serviceType) : []).flatMap(
        (team) => services.pointingAt('TeamPosition', 'team', team),
      );
      expect(taken + needed).toBe(positions.length);
    }
  });
});

/** Types whose records have the ids of people in the People app. */
const OF_PEOPLE = new Set(['ConnectedApplicationPerson', 'Owner', 'Person', 'Speaker']);

/** Whether a value has the JSON type that the catalog declares. */
function fits(
  value: Json,
  { type, wire, enum: allowed, enumOpen }: Pick<Attribute, 'type' | 'wire' | 'enum' | 'enumOpen'>,
): boolean {
  if (wire?.includes('/')) return wire.split('/').some((one) => fits(value, { type, wire: one }));
  const wanted = wire ?? JSON_TYPES[type] ?? 'any';
  if (allowed && !enumOpen && !allowed.map(String).includes(String(value))) return false;
  if (type === 'date' && !/^\d{4}-\d\d-\d\d$/.test(String(value))) return false;
  if (type === 'date_time' && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(String(value))) return false;
  if (wanted === 'integer') return Number.isInteger(value);
  if (wanted === 'any') return true;
  if (wanted === 'array') return Array.isArray(value);
  return typeof value === wanted;
}

const JSON_TYPES: Partial<Record<Attribute['type'], string>> = {
  primary_key: 'string',
  string: 'string',
  date: 'string',
  date_time: 'string',
  integer: 'integer',
  float: 'number',
  boolean: 'boolean',
  array: 'array',
  currency_abbreviation: 'string',
  hash: 'object',
  json: 'any',
  object: 'object',
  repeatable_schedule: 'object',
};
