import type { AppSchema } from '../schema/app-schema.ts';
import type { Asker, Told } from './asker.ts';
import { nameOf } from './routes.ts';

/** Where an app's resources are found, and what was answered on the way. */
export interface Found {
  /** Addresses of single resources, by type. */
  readonly places: ReadonlyMap<string, readonly string[]>;
  /** By name of the read: each status that was given, with what was said. */
  readonly answers: ReadonlyMap<string, ReadonlyMap<number, string>>;
}

/** Resources of one type that are looked at: enough that one has what can be asked for. */
const ENOUGH = 12;

/** Goes from an app's root along all edges, as far as they lead. */
export async function walk(schema: AppSchema, asker: Asker): Promise<Found> {
  const places = new Map<string, string[]>();
  const answers = new Map<string, Map<number, string>>();
  const waiting = [{ type: 'Organization', path: schema.version.path }];
  const note = (name: string, { status, detail }: Told): void => {
    answers.set(name, (answers.get(name) ?? new Map<number, string>()).set(status, detail));
  };
  const meet = (type: string, path: string): void => {
    const known = places.get(type) ?? [];
    if (known.length >= ENOUGH || known.includes(path)) return;
    places.set(type, [...known, path]);
    waiting.push({ type, path });
  };
  for (const { type, path } of waiting) {
    const single = await asker.ask('GET', path);
    note(nameOf({ kind: 'read', type }), single);
    if (single.status !== 200) continue;
    for (const [step, { to, many }] of Object.entries(schema.vertex(type)?.edges ?? {})) {
      const told = await asker.ask('GET', `${path}/${step}?per_page=100`);
      note(nameOf({ kind: 'read', type, step }), told);
      if (schema.vertex(to)?.collectionOnly) continue;
      for (const { id } of told.data) meet(to, many ? `${path}/${step}/${id}` : `${path}/${step}`);
    }
  }
  places.set('Organization', [schema.version.path]);
  return { places, answers };
}
