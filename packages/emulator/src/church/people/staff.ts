import type { Seeding } from '../seeding.ts';
import type { Member } from './person.ts';
import type { Reference } from './reference.ts';

/**
 * Gives the church's apps to those who work with them. The administrator has all, and whoever has a permission in
 * People has that app. So that each kind of access is there, one more person edits in a few apps and another one only
 * looks at People. Everybody else has none.
 */
export function seedStaff(seeding: Seeding, members: readonly Member[], reference: Reference): void {
  const [administrator] = members;
  const adults = members.filter(({ first, adult, inactiveReason }) => !first && adult && !inactiveReason);
  // Somebody of another household rather than the administrator's husband or wife, where there is one.
  const [editor, viewer] = [
    ...adults.filter(({ household }) => household !== administrator?.household),
    ...adults.filter(({ household }) => household === administrator?.household),
  ];
  if (editor) setPermission(editor, 'Editor');
  if (viewer) setPermission(viewer, 'Viewer');
  for (const member of members) {
    if (member.first) addApps(seeding, member, [...reference.apps.keys()], reference);
    else if (member === editor) addApps(seeding, member, EDITORS_APPS, reference);
    else if (member.record.attributes['people_permissions'] !== null)
      addApps(seeding, member, ['People'], reference);
  }
}

const EDITORS_APPS = ['Groups', 'People', 'Services'];

function setPermission({ record }: Member, permission: 'Editor' | 'Viewer'): void {
  Object.assign(record.attributes, {
    can_create_forms: permission === 'Editor',
    can_email_lists: permission === 'Editor',
    people_permissions: permission,
  });
}

function addApps(
  seeding: Seeding,
  { ref, record }: Member,
  names: readonly string[],
  { apps }: Reference,
): void {
  const people_permissions = record.attributes['people_permissions'] === 'Viewer' ? 'viewer' : 'editor';
  for (const name of names) {
    const app = apps.get(name);
    if (!app) throw new Error(`The church has no app ${name}.`);
    seeding.add('PersonApp', { allow_pco_login: true, people_permissions }, { app, person: ref });
  }
}
