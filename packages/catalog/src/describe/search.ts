import type { AppName } from '../types.ts';
import type { AppDescription } from './app-description.ts';
import { describeApp, describeApps } from './describe-app.ts';
import { plain } from './near-names.ts';
import type { VertexDescription } from './vertex-description.ts';

/**
 * All places where a name holds a text, in any case and whatever separates its words: `birth date` finds `birthdate`.
 * Looks in one version of an app, or in the newest of every app.
 */
export function search(text: string, where?: AppDescription): readonly Hit[] {
  const wanted = plain(text);
  if (wanted === '') return [];
  const inApps = where ? [where] : describeApps().list.map((app) => describeApp(app as AppName));
  return inApps.flatMap((app) => namesIn(app).filter(({ name }) => plain(name).includes(wanted)));
}

/** A name and where it stands. */
export interface Hit {
  readonly app: AppName;
  readonly version: string;
  /** The resource type: itself, when it is what was found. */
  readonly type: string;
  readonly kind: 'type' | 'attribute' | 'relationship' | 'edge' | 'where' | 'action';
  readonly name: string;
}

function namesIn({ app, version, vertices }: AppDescription): Hit[] {
  return [...vertices].flatMap(([type, vertex]) =>
    namesOf(vertex).flatMap(([kind, names]) => names.map((name) => ({ app, version, type, kind, name }))),
  );
}

function namesOf(vertex: VertexDescription): [Hit['kind'], readonly string[]][] {
  return [
    ['type', [vertex.type]],
    ['attribute', vertex.attributes.list],
    ['relationship', vertex.relationships.list],
    ['edge', vertex.edges.list],
    // Most conditions are attributes, which stand above.
    ['where', vertex.where.list.filter((name) => !vertex.attributes.has(name))],
    ['action', vertex.actions.list],
  ];
}
