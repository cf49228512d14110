import { APP_NAMES, type AppName } from '@tspco/catalog';
import { refs } from '../store/identifiers.ts';
import type { Church } from '../store/church.ts';
import { textOf, type Json, type StoredRecord } from '../store/record.ts';
import { isAdministrator } from './account.ts';

/** What somebody may do in an app: a viewer reads, an editor writes, too. */
export type Role = 'viewer' | 'editor';

interface AppRule {
  /** One of these is enough for an OAuth token. None: every token will do. */
  readonly scopes: readonly string[];
  /** For everybody but administrators, who may do everything everywhere. */
  readonly role: (person: StoredRecord, church: Church) => Role | undefined;
}

const administratorsOnly = (): undefined => undefined;

/** Who may what. The table in the readme says the same in words. */
const RULES: Readonly<Record<AppName, AppRule>> = {
  api: { scopes: ['api'], role: administratorsOnly },
  calendar: { scopes: ['calendar', 'resources'], role: roleByApp('Calendar') },
  'check-ins': { scopes: ['check_ins'], role: roleByApp('Check-Ins') },
  current: { scopes: [], role: () => 'viewer' },
  giving: { scopes: ['giving'], role: roleByApp('Giving') },
  groups: { scopes: ['groups'], role: roleByApp('Groups') },
  people: {
    scopes: ['people'],
    role: (person, church) =>
      roleCalled(person.attributes['people_permissions'] ?? 'no_access') ??
      roleByApp('People')(person, church),
  },
  publishing: { scopes: ['publishing'], role: roleByApp('Publishing') },
  registrations: { scopes: ['registrations'], role: roleByApp('Registrations') },
  services: { scopes: ['services'], role: roleByApp('Services') },
  webhooks: { scopes: ['webhooks'], role: administratorsOnly },
};

/** What somebody may do in an app; `undefined` when they have no access to it. */
export function roleIn(app: AppName, person: StoredRecord, church: Church): Role | undefined {
  return isAdministrator(person) ? 'editor' : RULES[app].role(person, church);
}

/** The scopes of which a token needs one for the app. None: every token will do. */
export function scopesFor(app: AppName): readonly string[] {
  return RULES[app].scopes;
}

/** Whether a token with these scopes is good for the app. */
export function hasScopeFor(app: AppName, scopes: readonly string[]): boolean {
  const enough = scopesFor(app);
  return enough.length === 0 || enough.some((scope) => scopes.includes(scope));
}

/** The apps that somebody was given, beyond those that everybody has. */
export function appsOf(person: StoredRecord, church: Church): readonly (readonly [AppName, Role])[] {
  return APP_NAMES.filter((app) => app !== 'current').flatMap((app) => {
    const role = roleIn(app, person, church);
    return role ? [[app, role] as const] : [];
  });
}

/** By the apps that stand at the person in People. */
function roleByApp(name: string): AppRule['role'] {
  return (person, church) => {
    const people = church.app('people');
    const access = people
      .pointingAt('PersonApp', 'person', person)
      .filter(({ attributes }) => attributes['allow_pco_login'] !== false)
      .find(({ relations }) =>
        refs(relations['app']).some((app) => people.get('App', app.id)?.attributes['name'] === name),
      );
    return access && roleCalled(access.attributes['people_permissions'] ?? 'editor');
  };
}

function roleCalled(permission: Json): Role | undefined {
  const name = textOf(permission).toLowerCase().replaceAll(/\s+/g, '_');
  if (name === '' || name === 'no_access') return undefined;
  return name === 'viewer' ? 'viewer' : 'editor';
}
