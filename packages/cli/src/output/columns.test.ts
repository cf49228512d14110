import { apps, describeApp, describePath, type KnownPath } from '@tspco/catalog';
import { expect, it } from 'vitest';
import { columnsOf } from './columns.ts';

function place(path: string): KnownPath {
  const found = describePath(path);
  if (!found.known) throw new Error(found.message);
  return found;
}

it('has what the catalog knows to be sent, and not what must be asked for', () => {
  const columns = columnsOf({ place: place('/people/v2/campuses'), include: [], fields: {} });
  expect(columns.slice(0, 3)).toEqual(['id', 'avatar_url', 'church_center_enabled']);
  expect(columns).toContain('organization.id');
  expect(columns).not.toContain('time_zone_raw');
});

it('has what was named in fields, alone', () => {
  const fields = { Campus: ['name', 'time_zone_raw'] };
  expect(columnsOf({ place: place('/people/v2/campuses'), include: [], fields })).toEqual([
    'id',
    'name',
    'time_zone_raw',
  ]);
});

it('has the columns of what is included, at both levels', () => {
  const columns = columnsOf({
    place: place('/people/v2/people'),
    include: ['emails', 'households.people'],
    fields: {},
  });
  expect(columns).toContain('emails.address');
  expect(columns).toContain('households.name');
  expect(columns).toContain('households.people.name');
  expect(columns).not.toContain('emails.person.name');
});

it('has no column twice, whatever the type', () => {
  let types = 0;
  for (const { app } of apps()) {
    for (const [, vertex] of describeApp(app).vertices) {
      const columns = columnsOf({
        place: { vertex } as KnownPath,
        include: vertex.include.list,
        fields: {},
      });
      expect(new Set(columns).size).toBe(columns.length);
      types++;
    }
  }
  expect(types).toBeGreaterThan(200);
});
