import { personName } from '../../accounts/person-name.ts';
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { AppModel, Complaint, Files, Surroundings } from '../../schema/app-model.ts';
import { startCard } from './workflow-card-actions.ts';
import { closeCampusElsewhere, keepTwins, leavePersonElsewhere } from '../twins.ts';
import { identify, refs } from '../../store/identifiers.ts';
import { textOf, type Ref, type StoredRecord } from '../../store/record.ts';

/** What writes to People require and set off. */
export const peopleWrites: AppModel['writes'] = {
  Address: { saved: onePrimary, defaults: { country_code: 'US', country_name: 'United States' } },
  Campus: { saved: keepTwins, deleted: closeCampusElsewhere },
  Email: { required: ['address'], saved: onePrimary },
  FieldDatum: { attach: attachFieldFile, check: chooseOption, defaults: { file: { url: null } } },
  FieldDefinition: { keepsDeleted: true },
  Household: { attach: attachAvatar, saved: joinHousehold, deleted: leaveHousehold },
  HouseholdMembership: { saved: addMember, deleted: removeMember },
  Person: {
    required: ['first_name', 'last_name'],
    defaults: { status: 'active' },
    attach: attachAvatar,
    check: checkGrade,
    saved: (person, around) => {
      mirrorInServices(person, around);
      keepTwins(person, around);
    },
    deleted: (person, around) => {
      leaveLists(person, around);
      archiveInServices(person, around);
      leavePersonElsewhere(person, around);
    },
  },
  Workflow: { keepsDeleted: true },
  WorkflowCard: { saved: startCard },
  // Whoever is given an app works with it.
  PersonApp: { defaults: { allow_pco_login: true, people_permissions: 'editor' } },
  PhoneNumber: { required: ['number'], check: formatNumber, saved: onePrimary },
};

/**
 * The first of its kind is primary. A new primary one takes the place of the old, whose `updated_at` stays as it
 * was: that is how the service does it.
 */
function onePrimary(record: StoredRecord, { store }: Surroundings): void {
  const [person] = refs(record.relations['person']);
  if (!person) return;
  const others = store.pointingAt(record.type, 'person', person).filter(({ id }) => id !== record.id);
  if (others.length === 0) store.change(record, { attributes: { primary: true } });
  if (record.attributes['primary'] !== true) return;
  for (const other of others) store.change(other, { attributes: { primary: false } });
}

/** An avatar is assigned as the identifier of an upload and read as an address. */
function attachAvatar(record: StoredRecord, changed: readonly string[], files: Files): readonly Complaint[] {
  const identifier = record.attributes['avatar'] ?? null;
  if (!changed.includes('avatar') || identifier === null) return [];
  const file = files(textOf(identifier));
  if (!file) return [{ parameter: 'avatar', detail: 'is invalid' }];
  Object.assign(record.attributes, {
    avatar: file.url,
    ...('demographic_avatar_url' in record.attributes ? { demographic_avatar_url: file.url } : {}),
  });
  return [];
}

/** The value of a field for files is the identifier of an upload. */
function attachFieldFile(
  datum: StoredRecord,
  changed: readonly string[],
  files: Files,
  { store }: Surroundings,
): readonly Complaint[] {
  const [ref] = refs(datum.relations['field_definition']);
  const kind = ref && store.get('FieldDefinition', ref.id)?.attributes['data_type'];
  const identifier = datum.attributes['value'] ?? null;
  if (kind !== 'file' || !changed.includes('value') || identifier === null) return [];
  const file = files(textOf(identifier));
  if (!file) return [{ parameter: 'value', detail: 'is invalid' }];
  Object.assign(datum.attributes, {
    value: file.name,
    file: { url: file.url },
    file_name: file.name,
    file_content_type: file.contentType,
    file_size: file.size,
  });
  return [];
}

/** A value that is one of its field's options points at the option. */
function chooseOption(datum: StoredRecord, { store }: Surroundings): readonly Complaint[] {
  const [definition] = refs(datum.relations['field_definition']);
  const chosen =
    definition &&
    store
      .pointingAt('FieldOption', 'field_definition', definition)
      .find(({ attributes }) => attributes['value'] === datum.attributes['value']);
  datum.relations['field_option'] = chosen ? identify(chosen) : null;
  return [];
}

function checkGrade({ attributes }: StoredRecord): readonly Complaint[] {
  const grade = attributes['grade'];
  const wrong = typeof grade === 'number' && (grade < -1 || grade > 12);
  return wrong ? [{ parameter: 'grade', detail: 'must be between -1 and 12' }] : [];
}

function formatNumber(record: StoredRecord): readonly Complaint[] {
  const { attributes } = record;
  const country = textOf(attributes['country_code']) || 'US';
  const parsed = parsePhoneNumberFromString(
    textOf(attributes['number']),
    isSupportedCountry(country) ? country : 'US',
  );
  Object.assign(attributes, {
    country_code: parsed?.country ?? country,
    e164: parsed?.number ?? null,
    international: parsed ? internationalForm(parsed.formatInternational()) : null,
    national: parsed?.formatNational() ?? null,
  });
  return [];
}

/** `+1 619 555 0113` as the service writes it: `+1 619-555-0113`. */
function internationalForm(number: string): string {
  const [code = '', ...groups] = number.split(' ');
  return code === '+1' ? `${code} ${groups.join('-')}` : number;
}

/** Each member of a household has a membership of their own, also when the household was made with them. */
function joinHousehold(household: StoredRecord, { store }: Surroundings): void {
  const memberships = store.pointingAt('HouseholdMembership', 'household', household);
  const members = refs(household.relations['people']);
  for (const person of members) {
    if (memberships.some(({ relations }) => refs(relations['person'])[0]?.id === person.id)) continue;
    store.put({
      type: 'HouseholdMembership',
      id: store.nextId('HouseholdMembership'),
      attributes: { pending: false, household_role: null },
      relations: { household: identify(household), person },
    });
  }
  for (const membership of memberships) {
    if (!members.some(({ id }) => refs(membership.relations['person'])[0]?.id === id))
      store.delete(membership);
  }
}

function leaveHousehold(household: StoredRecord, { store }: Surroundings): void {
  for (const membership of store.pointingAt('HouseholdMembership', 'household', household))
    store.delete(membership);
}

function addMember(membership: StoredRecord, { store }: Surroundings): void {
  changeMembers(membership, store, (members, person) =>
    members.some(({ id }) => id === person.id) ? members : [...members, person],
  );
}

function removeMember(membership: StoredRecord, { store }: Surroundings): void {
  changeMembers(membership, store, (members, person) => members.filter(({ id }) => id !== person.id));
}

function changeMembers(
  { relations }: StoredRecord,
  store: Surroundings['store'],
  change: (members: readonly Ref[], person: Ref) => readonly Ref[],
): void {
  const [ref] = refs(relations['household']);
  const [person] = refs(relations['person']);
  const household = ref && store.get('Household', ref.id);
  if (household && person)
    store.change(household, {
      relations: { people: change(refs(household.relations['people']), identify(person)) },
    });
}

/** A list has no places for those who are gone. */
function leaveLists(person: StoredRecord, { store }: Surroundings): void {
  for (const result of store.pointingAt('ListResult', 'person', person)) store.delete(result);
}

/** Whoever serves on a team has the same name in Services. */
function mirrorInServices({ id, attributes }: StoredRecord, { church }: Surroundings): void {
  const services = church.app('services');
  const twin = services.get('Person', id);
  if (!twin) return;
  const shared = [
    'first_name',
    'last_name',
    'middle_name',
    'given_name',
    'nickname',
    'birthdate',
    'anniversary',
  ];
  services.change(twin, {
    attributes: {
      ...Object.fromEntries(shared.map((name) => [name, attributes[name] ?? null])),
      full_name: personName({ attributes }),
    },
  });
}

/** What somebody did in Services stays there. */
function archiveInServices({ id }: StoredRecord, { church }: Surroundings): void {
  const services = church.app('services');
  const twin = services.get('Person', id);
  if (twin)
    services.change(twin, {
      attributes: { archived: true, archived_at: church.timestamp(), status: 'archived' },
    });
}
