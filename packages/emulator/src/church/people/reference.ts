import type { Ref } from '../../store/record.ts';
import { FIRST_DAY } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Seeding } from '../seeding.ts';
import {
  APPS,
  CARRIERS,
  GRADES,
  INACTIVE_REASONS,
  MARITAL_STATUSES,
  MEMBERSHIP_TYPES,
  NAME_PREFIXES,
  NAME_SUFFIXES,
  NOTE_CATEGORIES,
  SCHOOLS,
} from '../words/reference.ts';

/** The lists from which a person's record chooses, each by its text. */
export interface Reference {
  readonly maritalStatuses: ReadonlyMap<string, Ref>;
  readonly namePrefixes: ReadonlyMap<string, Ref>;
  readonly nameSuffixes: ReadonlyMap<string, Ref>;
  readonly inactiveReasons: ReadonlyMap<string, Ref>;
  readonly schools: ReadonlyMap<string, Ref>;
  readonly noteCategories: ReadonlyMap<string, Ref>;
  readonly apps: ReadonlyMap<string, Ref>;
}

/** Fills the lists that come before any person. */
export function seedReference(seeding: Seeding): Reference {
  const created = timestamp(FIRST_DAY);
  const organizationId = Number(seeding.organization.id);
  seedValues(seeding, 'MembershipType', MEMBERSHIP_TYPES);
  GRADES.forEach((value, index) => seeding.add('Grade', { key: index - 1, value }));
  for (const { name, value, international } of CARRIERS) {
    seeding.add('Carrier', { international, name, value });
  }
  return {
    maritalStatuses: seedValues(seeding, 'MaritalStatus', MARITAL_STATUSES),
    namePrefixes: seedValues(seeding, 'NamePrefix', NAME_PREFIXES),
    nameSuffixes: seedValues(seeding, 'NameSuffix', NAME_SUFFIXES),
    inactiveReasons: seedValues(seeding, 'InactiveReason', INACTIVE_REASONS),
    schools: seedSchools(seeding),
    noteCategories: byText(NOTE_CATEGORIES, (name) =>
      seeding.addRef(
        'NoteCategory',
        {
          created_at: created,
          locked: name === 'Pastoral Care',
          name,
          organization_id: organizationId,
          updated_at: created,
        },
        { organization: seeding.organization },
      ),
    ),
    apps: byText(APPS, (name) =>
      seeding.addRef('App', { name, url: `https://${name.toLowerCase()}.planningcenteronline.com` }),
    ),
  };
}

function seedValues(seeding: Seeding, type: string, values: readonly string[]): ReadonlyMap<string, Ref> {
  return byText(values, (value) => seeding.addRef(type, { value }));
}

/** Each points at the one to which it promotes, which is made before. */
function seedSchools(seeding: Seeding): ReadonlyMap<string, Ref> {
  const schools = new Map<string, Ref>();
  let next: Ref | null = null;
  for (const [index, { value, from, to }] of SCHOOLS.entries()) {
    next = seeding.addRef(
      'SchoolOption',
      {
        beginning_grade: String(from),
        ending_grade: String(to),
        school_types: [],
        sequence: SCHOOLS.length - index,
        value,
      },
      { promotes_to_school: next },
    );
    schools.set(value, next);
  }
  return schools;
}

function byText(texts: readonly string[], add: (text: string) => Ref): ReadonlyMap<string, Ref> {
  return new Map(texts.map((text) => [text, add(text)]));
}
