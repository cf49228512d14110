import { identify } from '../../store/identifiers.ts';
import type { Ref, StoredRecord } from '../../store/record.ts';
import { DAY, FIRST_DAY, REFERENCE_DAY, day } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Dice } from '../dice.ts';
import type { Seeding } from '../seeding.ts';
import { ACCENTED_FIRST_NAMES, NICKNAMES } from '../words/names.ts';
import { GRADES, INACTIVE_REASONS, MEDICAL_NOTES, SCHOOLS } from '../words/reference.ts';
import { ADULT, type Family, type Relative } from './family.ts';
import type { Reference } from './reference.ts';

/** A person who is in the store, and what the rest of the seeding asks about them. */
export interface Member {
  readonly ref: Ref;
  readonly record: StoredRecord;
  readonly relative: Relative;
  readonly household: number;
  /** The site's administrator, who also owns the access token. */
  readonly first: boolean;
  readonly firstName: string;
  readonly lastName: string;
  readonly name: string;
  readonly adult: boolean;
  readonly grade: number | null;
  readonly inactiveReason: string | null;
  readonly checked: boolean;
  readonly avatar: string | null;
  /** When their record was made. */
  readonly joined: number;
  readonly updated: number;
}

/** What the people of a household have in common, and the church's lists. */
export interface PersonOptions {
  readonly family: Family;
  readonly relative: Relative;
  readonly household: number;
  /** When the household came to church. */
  readonly joined: number;
  readonly campus: Ref | null;
  readonly reference: Reference;
  /** Null for the first person, who is this. */
  readonly administrator: Ref | null;
}

/** Draws the person and puts their record into the store. */
export function addPerson(seeding: Seeding, options: PersonOptions): Member {
  const { dice } = seeding;
  const { relative, family, administrator } = options;
  const adult = relative.age >= ADULT;
  const joined = Math.max(options.joined, relative.born + dice.int(2, 40) * DAY);
  const firstName = drawFirstName(dice, relative.sex);
  const grade = drawGrade(dice, relative);
  const inactiveReason = administrator && dice.chance(0.05) ? dice.pick(INACTIVE_REASONS) : null;
  const updated = dice.chance(0.35) ? joined : dice.between(joined, REFERENCE_DAY);
  const drawn = {
    first: administrator === null,
    firstName,
    lastName: family.lastName,
    adult,
    grade,
    inactiveReason,
    checked: adult && (!administrator || dice.chance(0.1)),
    avatar: joined < PLACEHOLDER_ENDS ? PLACEHOLDER : null,
    joined: Math.min(joined, REFERENCE_DAY),
    updated: Math.min(updated, REFERENCE_DAY),
  };
  const record = seeding.add(
    'Person',
    personAttributes(dice, options, drawn),
    personRelations(dice, options, drawn),
  );
  const name = `${firstName} ${family.lastName}`;
  return { ...drawn, ref: identify(record), record, relative, household: options.household, name };
}

type Drawn = Pick<
  Member,
  | 'avatar'
  | 'first'
  | 'firstName'
  | 'lastName'
  | 'adult'
  | 'grade'
  | 'inactiveReason'
  | 'checked'
  | 'joined'
  | 'updated'
>;

function drawFirstName(dice: Dice, sex: Relative['sex']): string {
  return dice.chance(0.03) ? dice.pick(ACCENTED_FIRST_NAMES[sex]) : dice.library.person.firstName(sex);
}

/** The grade of the school year that ends on the reference day; not every parent has told it. */
function drawGrade(dice: Dice, { born }: Relative): number | null {
  const ageAtStart = Math.floor((SCHOOL_YEAR_START - born) / (365.25 * DAY));
  const grade = ageAtStart - 5;
  return grade >= -1 && grade < GRADES.length - 1 && dice.chance(0.92) ? grade : null;
}

const SCHOOL_YEAR_START = Date.UTC(2025, 8, 1);

function personAttributes(dice: Dice, options: PersonOptions, drawn: Drawn): StoredRecord['attributes'] {
  const { relative, family } = options;
  const { first, adult, grade, avatar, joined, updated } = drawn;
  const permission = first ? 'Manager' : drawPermission(dice, adult);
  const trusted = permission === 'Manager' || permission === 'Editor';
  const married = relative.maritalStatus === 'Married' && family.anniversary !== null;
  return {
    accounting_administrator: first,
    anniversary: married && dice.chance(0.6) ? day(family.anniversary) : null,
    avatar,
    birthdate: dice.maybe(adult ? 0.7 : 0.92, () => day(relative.born)),
    can_create_forms: trusted,
    can_email_lists: trusted,
    child: !adult,
    created_at: timestamp(joined),
    demographic_avatar_url: avatar,
    directory_shared_info: null,
    directory_status: null,
    first_name: drawn.firstName,
    gender: dice.maybe(0.93, () => (relative.sex === 'female' ? 'Female' : 'Male')),
    given_name: dice.maybe(0.04, () => drawFirstName(dice, relative.sex)),
    grade,
    graduation_year: grade === null ? null : 2026 + 12 - grade,
    inactivated_at: drawn.inactiveReason ? timestamp(updated) : null,
    last_name: family.lastName,
    login_identifier: null,
    medical_notes: dice.maybe(adult ? 0.002 : 0.05, () => dice.pick(MEDICAL_NOTES)),
    membership: first ? 'Member' : drawMembership(dice, drawn),
    mfa_configured: null,
    middle_name: dice.maybe(0.15, () => dice.library.person.middleName(relative.sex)),
    nickname: dice.maybe(0.08, () => dice.pick(NICKNAMES)),
    passed_background_check: drawn.checked,
    people_permissions: permission,
    remote_id: dice.maybe(0.05, () => dice.int(1000, 99_999)),
    resource_permission_flags: null,
    school_type: null,
    site_administrator: first,
    status: drawn.inactiveReason ? 'inactive' : 'active',
    stripe_customer_identifier: null,
    updated_at: timestamp(updated),
  };
}

/**
 * Both answers of the API to a person without a photo: the address of a grey picture, and null. So a program that
 * only knows one of them fails here, too.
 */
const PLACEHOLDER = 'https://people.planningcenteronline.com/static/no_photo_thumbnail_gray.png';
const PLACEHOLDER_ENDS = FIRST_DAY + 2 * 365 * DAY;

function drawPermission(dice: Dice, adult: boolean): string | null {
  return adult && dice.chance(0.02) ? dice.pick(['Viewer', 'Editor', 'Manager']) : null;
}

function drawMembership(dice: Dice, { adult, joined }: Drawn): string | null {
  if (REFERENCE_DAY - joined < 90 * DAY) return dice.pick(['Visitor', 'Visitor', null]);
  return dice.weighted(adult ? ADULT_MEMBERSHIPS : CHILD_MEMBERSHIPS);
}

const ADULT_MEMBERSHIPS = [
  { weight: 46, value: 'Member' },
  { weight: 18, value: 'Regular Attender' },
  { weight: 14, value: 'Visitor' },
  { weight: 5, value: 'Participant' },
  { weight: 4, value: 'In Progress' },
  { weight: 13, value: null },
];

const CHILD_MEMBERSHIPS = [
  { weight: 10, value: 'Member' },
  { weight: 40, value: 'Regular Attender' },
  { weight: 20, value: 'Visitor' },
  { weight: 30, value: null },
];

function personRelations(dice: Dice, options: PersonOptions, drawn: Drawn): StoredRecord['relations'] {
  const { reference, relative } = options;
  const { adult, grade, inactiveReason } = drawn;
  const school = SCHOOLS.find(({ from, to }) => grade !== null && grade >= from && grade <= to);
  const prefix = adult && dice.chance(0.06) ? drawPrefix(dice, relative) : '';
  const suffix =
    adult && relative.sex === 'male' && dice.chance(0.03) ? dice.pick(['Jr.', 'Sr.', 'III']) : '';
  return {
    inactive_reason: reference.inactiveReasons.get(inactiveReason ?? '') ?? null,
    marital_status: reference.maritalStatuses.get(relative.maritalStatus ?? '') ?? null,
    name_prefix: reference.namePrefixes.get(prefix) ?? null,
    name_suffix: reference.nameSuffixes.get(suffix) ?? null,
    primary_campus: options.campus,
    school: (school && reference.schools.get(school.value)) ?? null,
  };
}

function drawPrefix(dice: Dice, { sex, maritalStatus }: Relative): string {
  if (dice.chance(0.2)) return dice.pick(['Dr.', 'Rev.']);
  if (sex === 'male') return 'Mr.';
  return maritalStatus === 'Married' ? 'Mrs.' : dice.pick(['Ms.', 'Miss']);
}
