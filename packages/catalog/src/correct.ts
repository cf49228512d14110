import { CORRECTIONS, type Correction } from './corrections.ts';
import { mergePatch } from './merge-patch.ts';
import type { StoredVertices } from './stored.ts';
import type { AppName } from './types.ts';

/** Applies all corrections that concern a version. */
export function correct(vertices: StoredVertices, app: AppName, version: string): StoredVertices {
  return CORRECTIONS.filter((correction) => concerns(correction, app, version)).reduce(applyTo, vertices);
}

export function concerns({ app, from }: Correction, toApp: AppName, version: string): boolean {
  return app === toApp && (from === undefined || from <= version);
}

function applyTo(vertices: StoredVertices, { patch = {}, order = {} }: Correction): StoredVertices {
  const orders = Object.entries(order).map(([type, names]) => {
    const all = new Set([...(vertices[type]?.order ?? []), ...names]);
    return [type, { order: [...all].sort() }] as const;
  });
  return mergePatch(mergePatch(vertices, patch), Object.fromEntries(orders));
}
