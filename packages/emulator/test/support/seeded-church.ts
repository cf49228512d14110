import { seedChurch } from '../../src/church/seed-church.ts';
import { Church } from '../../src/store/church.ts';
import type { Ref, StoredRecord } from '../../src/store/record.ts';
import { ask, NOW, type Asking, type Told } from './small-church.ts';

/** A seeded church to write to, and its clock. */
export interface Seeded {
  readonly church: Church;
  /** Lets time pass. */
  advance(milliseconds: number): void;
  get(url: string, asking?: Asking): Promise<Told>;
  post(url: string, body?: unknown, asking?: Asking): Promise<Told>;
  patch(url: string, body: unknown): Promise<Told>;
  remove(url: string): Promise<Told>;
  attributes(url: string, asking?: Asking): Promise<Record<string, unknown>>;
}

/** The administrator is who asks, as at the real door. */
export function seededChurch(people = 40): Seeded {
  let now = Date.parse(NOW);
  const church = new Church({ now: () => now });
  seedChurch(church, { people, seed: 1 });
  const personId = church.app('people').all('Person')[0]?.id ?? '';
  const send = (method: string, url: string, asking: Asking = {}): Promise<Told> =>
    ask(church, method, url, { personId, ...asking });
  return {
    church,
    advance: (milliseconds) => {
      now += milliseconds;
    },
    get: (url, asking) => send('GET', url, asking),
    post: (url, body, asking) => send('POST', url, { ...asking, body }),
    patch: (url, body) => send('PATCH', url, { body }),
    remove: (url) => send('DELETE', url),
    attributes: async (url, asking) => (await send('GET', url, asking)).document.data.attributes,
  };
}

/** A payload without its type, which the service does not look at. */
export function payload(
  attributes: object,
  relationships: Record<string, Ref | readonly Ref[] | null> = {},
  included?: readonly object[],
): object {
  const linked = Object.fromEntries(Object.entries(relationships).map(([name, data]) => [name, { data }]));
  return { data: { attributes, relationships: linked }, ...(included ? { included } : {}) };
}

/** The first record of a type that passes a test. */
export function first(
  church: Church,
  app: Parameters<Church['app']>[0],
  type: string,
  test: (record: StoredRecord) => boolean = () => true,
): StoredRecord {
  const found = church.app(app).all(type).find(test);
  if (!found) throw new Error(`The church has no such ${type}.`);
  return found;
}
