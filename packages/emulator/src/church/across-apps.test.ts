import { APP_NAMES, type AppName } from '@tspco/catalog';
import { describe, expect, it } from 'vitest';
import { modelOf } from '../apps/models.ts';
import { refs } from '../store/identifiers.ts';
import { Church } from '../store/church.ts';
import { textOf, type StoredRecord } from '../store/record.ts';
import { seedChurch } from './seed-church.ts';

const NOW = Date.UTC(2026, 10, 23, 12);

const church = new Church({ now: () => NOW });
seedChurch(church, { people: 500, seed: 1 });
const people = church.app('people');

/** Types that show a person of People under the same id. */
const PERSONS = ['ConnectedApplicationPerson', 'Owner', 'Person', 'Speaker'];

function recordsOf(app: AppName): readonly StoredRecord[] {
  const store = church.app(app);
  return store.types.flatMap((type) => store.all(type));
}

const missing = (app: AppName, type: string, ids: readonly string[]): string[] =>
  ids.filter((id) => !church.app(app).get(type, id));

describe.each(APP_NAMES)('%s', (app) => {
  it('has the organization of People, and nothing but its own people and campuses', () => {
    const [organization] = people.all('Organization');
    expect(
      church
        .app(app)
        .all('Organization')
        .map(({ id }) => id),
    ).toEqual([organization?.id]);
    for (const type of PERSONS) {
      const ids = church.app(app).all(type);
      expect(
        missing(
          'people',
          'Person',
          ids.map(({ id }) => id),
        ),
      ).toEqual([]);
    }
    const campuses = church.app(app).all('Campus');
    expect(
      missing(
        'people',
        'Campus',
        campuses.map(({ id }) => id),
      ),
    ).toEqual([]);
  });

  it('repeats in attributes the ids of what its records point at', () => {
    for (const { type, id, attributes, relations } of recordsOf(app)) {
      for (const [name, value] of Object.entries(attributes)) {
        const relation = /^(.+)_id$/.exec(name)?.[1];
        if (!relation || !(relation in relations) || value === null) continue;
        const [target] = refs(relations[relation]);
        expect([type, id, name, textOf(value)]).toEqual([type, id, name, target?.id]);
      }
    }
  });

  it('keeps nothing that it counts or looks up', () => {
    const values = modelOf(app).values;
    for (const { type, attributes } of recordsOf(app)) {
      const kept = Object.keys(attributes).filter((name) => Object.hasOwn(values[type] ?? {}, name));
      expect([type, kept]).toEqual([type, []]);
    }
  });
});

describe('what one app says of another', () => {
  it('is there: links of Check-Ins', () => {
    const links = church.app('check-ins').all('IntegrationLink');
    for (const { attributes } of links) {
      const app = textOf(attributes['remote_app']).toLowerCase() as AppName;
      const [type, id] = [textOf(attributes['remote_type']), textOf(attributes['remote_id'])];
      expect(missing(app, type, [id])).toEqual([]);
      expect(attributes['remote_gid']).toBe(`gid://${app}/${type}/${id}`);
    }
    expect(new Set(links.map(({ attributes }) => attributes['remote_type']))).toEqual(
      new Set(['ServiceType', 'Signup', 'Team']),
    );
  });

  it('is there: plans and service types of Publishing', () => {
    const remote = (name: string, type: string): string[] =>
      church
        .app('publishing')
        .all(type)
        .map(({ attributes }) => attributes[name])
        .filter((id) => typeof id === 'string');
    expect(missing('services', 'Plan', remote('services_plan_remote_identifier', 'Episode'))).toEqual([]);
    for (const type of ['Channel', 'Episode'])
      expect(
        missing('services', 'ServiceType', remote('services_service_type_remote_identifier', type)),
      ).toEqual([]);
  });

  it('is there: connections of Calendar', () => {
    const connections = church.app('calendar').all('EventConnection');
    const ids = connections.map(({ attributes }) => textOf(attributes['connected_to_id']));
    expect(missing('services', 'ServiceType', ids)).toEqual([]);
    expect(ids.length).toBeGreaterThan(0);
  });

  it('is there: what webhooks told of', () => {
    const events = church.app('webhooks').all('Event');
    for (const { attributes, relations } of events) {
      const { data } = JSON.parse(textOf(attributes['payload'])) as { data: { type: string; id: string } };
      const [ref] = refs(relations['subscription']);
      const name = textOf(ref && church.app('webhooks').get(ref.type, ref.id)?.attributes['name']);
      expect(missing(name.split('.')[0] as AppName, data.type, [data.id])).toEqual([]);
    }
    expect(events.length).toBeGreaterThan(3);
  });
});
