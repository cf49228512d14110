import { expect, test } from 'vitest';
import { apps } from './apps.ts';
import { concerns } from './correct.ts';
import { CORRECTIONS, SHAPE_CORRECTIONS, type Correction } from './corrections.ts';
import { loadVersion } from './load-version.ts';
import { shapes, storedShapes } from './shapes.ts';
import { storedVertices } from './stored-vertices.ts';

const cases = CORRECTIONS.flatMap((correction) =>
  versionsOf(correction).map((version) => ({ correction, version, name: `${correction.app} ${version}` })),
);

test('every correction concerns at least one version, and begins with one', () => {
  for (const correction of CORRECTIONS) {
    const [first] = versionsOf(correction);
    expect(first).toBeDefined();
    if (correction.from !== undefined) expect(first).toBe(correction.from);
  }
});

test('every correction says what proves it', () => {
  for (const { evidence } of [...CORRECTIONS, ...SHAPE_CORRECTIONS])
    expect(evidence).toMatch(/^[A-Z].{20,}\.$/s);
});

test.each(apps())('no two corrections are about the same value: $app', ({ app, versions }) => {
  for (const version of versions) {
    const places = CORRECTIONS.filter((correction) => concerns(correction, app, version)).flatMap(placesOf);
    expect(places).toEqual([...new Set(places)]);
  }
});

// Each value by itself, as the rest of an entry would hide one that the import has caught up with.
test.each(cases)('every value of a correction is still needed: $name', ({ correction, version }) => {
  const imported = storedVertices(correction.app, version);
  for (const { path, value } of leaves(correction.patch ?? {}))
    expect({ path, value: at(imported, path) }).not.toEqual({ path, value });
  for (const [type, names] of Object.entries(correction.order ?? {}))
    for (const name of names) expect(imported[type]?.order ?? []).not.toContain(name);
});

test.each(cases)('every value of a correction reaches those who load: $name', ({ correction, version }) => {
  const { vertices } = loadVersion(correction.app, version);
  for (const { path, value } of leaves(correction.patch ?? {})) expect(at(vertices, path)).toEqual(value);
  for (const [type, names] of Object.entries(correction.order ?? {}))
    expect(vertices[type]?.order).toEqual(expect.arrayContaining([...names]));
});

test.each(cases)('a correction is about a type that exists: $name', ({ correction, version }) => {
  const types = Object.keys({ ...correction.patch, ...correction.order });
  expect(Object.keys(storedVertices(correction.app, version))).toEqual(expect.arrayContaining(types));
});

test('versions before the first that a correction names stay as they are', () => {
  expect(loadVersion('people', '2025-11-10').vertices['FieldDatum']?.order).toEqual([
    'created_at',
    'file',
    'file_content_type',
    'file_name',
    'file_size',
    'updated_at',
    'value',
  ]);
  expect(loadVersion('people', '2025-07-17').vertices['FieldDatum']?.order).not.toContain('created_at');
});

test('every value of a correction of shapes is needed and reaches those who ask', () => {
  for (const { patch } of SHAPE_CORRECTIONS)
    for (const { path, value } of leaves(patch)) {
      expect({ path, value: at(storedShapes(), path) }).not.toEqual({ path, value });
      expect(at(shapes(), path)).toEqual(value);
    }
});

function versionsOf(correction: Correction): string[] {
  const versions = apps().find(({ app }) => app === correction.app)?.versions ?? [];
  return versions.filter((version) => concerns(correction, correction.app, version));
}

function placesOf({ patch = {}, order = {} }: Correction): string[] {
  const ordered = Object.entries(order).flatMap(([type, names]) =>
    names.map((name) => `${type} order ${name}`),
  );
  return [...leaves(patch).map(({ path }) => path.join(' ')), ...ordered];
}

interface Leaf {
  path: readonly string[];
  /** `undefined` where the patch deletes. */
  value: unknown;
}

function leaves(patch: object, path: readonly string[] = []): Leaf[] {
  return Object.entries(patch).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? leaves(value, [...path, name])
      : [{ path: [...path, name], value: value ?? undefined }],
  );
}

function at(root: unknown, path: readonly string[]): unknown {
  return path.reduce((value, name) => (value as Record<string, unknown> | undefined)?.[name], root);
}
