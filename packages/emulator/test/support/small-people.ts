import type { Json, Ref, StoredRecord } from '../../src/store/record.ts';

type Attributes = Record<string, Json>;
type Relations = StoredRecord['relations'];

export const person = (id: string): Ref => ({ type: 'Person', id });

/**
 * What People knows in the small church. The days of some birthdates and timestamps differ between UTC and
 * America/Los_Angeles, which is where the church is.
 */
export function smallPeople(): StoredRecord[] {
  return [
    ...people(),
    ...households(),
    ...contacts(),
    ...fields(),
    ...reference(),
    ...lists(),
    ...workflows(),
  ];
}

function people(): StoredRecord[] {
  return [
    // 23:59:59 on the last of February in Los Angeles.
    human('9', 'Åsa', 'Lindqvist', {
      birthdate: '1980-02-29',
      created_at: '2026-03-01T07:59:59Z',
      gender: 'Female',
      grade: null,
      membership: 'Member',
      nickname: 'Oz',
      remote_id: 77,
      site_administrator: true,
    }),
    // The first second of March in Los Angeles.
    human('12', 'Øyvind', 'Lindqvist', {
      birthdate: '1979-12-31',
      created_at: '2026-03-01T08:00:00Z',
      gender: 'Male',
      membership: 'Member',
    }),
    human('100', 'Éric', 'de la Cruz', {
      created_at: '2026-03-02T07:59:59Z',
      birthdate: '2010-01-01',
      child: true,
      gender: 'Male',
      grade: 8,
      membership: 'Visitor',
      middle_name: 'Asa',
    }),
    human('101', 'anna', 'Berg', {
      created_at: '2026-03-02T08:00:00Z',
      birthdate: '2010-01-02',
      child: true,
      gender: 'Female',
      grade: -1,
      membership: 'member',
    }),
    human('102', 'Anna', 'Berg', { gender: 'Female', grade: 12, given_name: 'Johanna' }),
    human('103', 'ANNA', 'berg', { status: 'inactive', inactivated_at: '2026-01-15T12:00:00Z' }),
    human('1000', 'Zoë', 'Ångström', { nickname: '100% Zoe', remote_id: 5 }),
    human('1001', 'Lee', "O'Brien-Smith", { medical_notes: '50%', nickname: 'Smitty' }),
    human('1002', 'Mary Ann', 'van Dyke', { child: true, grade: 0, membership: '' }),
    human('20000', 'Cher', null, { gender: null }),
    human('20001', null, 'Nobody', { gender: 'Male', people_permissions: 'Manager' }),
    human('300000', 'Bob', 'Zed', {
      accounting_administrator: true,
      birthdate: '1950-07-04',
      nickname: 'oz',
    }),
  ];
}

const RELATIONS: Record<string, Relations> = {
  '9': { primary_campus: { type: 'Campus', id: '3' }, marital_status: { type: 'MaritalStatus', id: '2' } },
  '12': { primary_campus: { type: 'Campus', id: '3' }, marital_status: { type: 'MaritalStatus', id: '2' } },
  '103': { inactive_reason: { type: 'InactiveReason', id: '1' } },
  '100': { primary_campus: null, school: { type: 'SchoolOption', id: '4' } },
};

function human(id: string, first: string | null, last: string | null, attributes: Attributes): StoredRecord {
  const usual = {
    accounting_administrator: false,
    child: false,
    site_administrator: false,
    status: 'active',
  };
  const all = {
    ...usual,
    created_at: '2025-06-01T12:00:00Z',
    updated_at: '2025-06-02T12:00:00Z',
    first_name: first,
    last_name: last,
    ...attributes,
  };
  return record('Person', id, all, RELATIONS[id]);
}

function households(): StoredRecord[] {
  const lindqvists = { type: 'Household', id: '50' };
  const members = [person('12'), person('9'), person('100')];
  return [
    record(
      'Household',
      '50',
      { name: 'Lindqvist Household', ...times },
      { people: members, primary_contact: person('9') },
    ),
    record(
      'Household',
      '7',
      { name: 'Åberg Household', ...times },
      {
        people: [person('100')],
        primary_contact: person('100'),
      },
    ),
    record(
      'HouseholdMembership',
      '61',
      { household_role: 'adult', pending: false },
      {
        household: lindqvists,
        person: person('9'),
      },
    ),
    record(
      'HouseholdMembership',
      '62',
      { household_role: 'adult', pending: true },
      {
        household: lindqvists,
        person: person('12'),
      },
    ),
    record(
      'HouseholdMembership',
      '63',
      { household_role: 'child_or_dependent', pending: false },
      {
        household: lindqvists,
        person: person('100'),
      },
    ),
    record(
      'HouseholdMembership',
      '64',
      { household_role: 'child_or_dependent', pending: false },
      {
        household: { type: 'Household', id: '7' },
        person: person('100'),
      },
    ),
  ];
}

function contacts(): StoredRecord[] {
  const mail = (id: string, owner: string, address: string, primary: boolean): StoredRecord =>
    record(
      'Email',
      id,
      { address, blocked: false, location: 'Home', primary, ...times },
      { person: person(owner) },
    );
  return [
    mail('400', '9', 'Asa@Example.org', true),
    mail('401', '9', 'asa.work@example.com', false),
    mail('1500', '12', 'oyvind@example.org', true),
    phone('500', '9', '(555) 841-1105', '+15558411105'),
    phone('501', '12', '+1 555.841.1106', '+15558411106'),
    phone('502', '100', '020 7946 0958', '+442079460958'),
    record(
      'Address',
      '600',
      {
        city: 'Málaga',
        state: 'CA',
        zip: '00000',
        street_line_1: '1 Road',
        location: 'Home',
        primary: true,
        ...times,
      },
      { person: person('9') },
    ),
    record(
      'Address',
      '601',
      { city: 'Ojai', state: 'ca', zip: '1', primary: true, ...times },
      {
        person: person('12'),
      },
    ),
    record(
      'SocialProfile',
      '650',
      { site: 'Twitter', url: 'https://example.org/asa', ...times },
      {
        person: person('9'),
      },
    ),
  ];
}

function phone(id: string, owner: string, number: string, e164: string): StoredRecord {
  const attributes = { number, e164, location: 'Mobile', primary: true, ...times };
  return record('PhoneNumber', id, attributes, { person: person(owner) });
}

function fields(): StoredRecord[] {
  const definition = (id: string): Ref => ({ type: 'FieldDefinition', id });
  const tab = { tab: { type: 'Tab', id: '700' } };
  return [
    record('Tab', '700', { name: 'Skills', sequence: 1, slug: 'skills' }),
    record(
      'FieldDefinition',
      '710',
      { data_type: 'select', name: 'Voice', sequence: 0, deleted_at: null },
      tab,
    ),
    record(
      'FieldDefinition',
      '711',
      { data_type: 'string', name: 'Food', sequence: 1, deleted_at: null },
      tab,
    ),
    record('FieldDefinition', '712', { data_type: 'file', name: 'Form', sequence: 2, deleted_at: null }, tab),
    record(
      'FieldDefinition',
      '713',
      { data_type: 'string', name: 'Old', sequence: 3, deleted_at: times.updated_at },
      tab,
    ),
    record('FieldOption', '720', { value: 'Alto', sequence: 0 }, { field_definition: definition('710') }),
    record('FieldOption', '721', { value: 'Bass', sequence: 1 }, { field_definition: definition('710') }),
    record(
      'FieldDatum',
      '730',
      { value: 'Alto', ...times },
      {
        customizable: person('9'),
        field_definition: definition('710'),
        field_option: { type: 'FieldOption', id: '720' },
      },
    ),
    record(
      'FieldDatum',
      '731',
      { value: 'Fish', ...times },
      {
        customizable: person('9'),
        field_definition: definition('711'),
      },
    ),
  ];
}

function reference(): StoredRecord[] {
  return [
    record('Campus', '3', { name: 'Main', ...times }, { organization: { type: 'Organization', id: '1' } }),
    record('MaritalStatus', '1', { value: 'Single' }),
    record('MaritalStatus', '2', { value: 'Married' }),
    record('InactiveReason', '1', { value: 'Moved' }),
    record('InactiveReason', '2', { value: 'Deceased' }),
    record('NamePrefix', '1', { value: 'Mrs.' }),
    record('NameSuffix', '1', { value: 'Jr.' }),
    record('SchoolOption', '4', {
      value: 'Elm School',
      sequence: 0,
      beginning_grade: '0',
      ending_grade: '8',
    }),
    record('App', '80', { name: 'Services', url: 'https://example.org/services' }),
    record(
      'PersonApp',
      '81',
      { allow_pco_login: true, people_permissions: 'Manager' },
      {
        person: person('9'),
        app: { type: 'App', id: '80' },
      },
    ),
  ];
}

function lists(): StoredRecord[] {
  const category = { type: 'NoteCategory', id: '840' };
  return [
    record('List', '800', { name: 'Adults', auto_refresh: true, starred: false, ...times }),
    record('ListResult', '810', { ...times }, { list: { type: 'List', id: '800' }, person: person('9') }),
    record('ListCategory', '820', { name: 'Sundays', ...times }),
    record('NoteCategory', '840', { name: 'General', locked: false, ...times }),
    record(
      'Note',
      '850',
      { note: 'Called.', display_date: '2026-01-01T00:00:00Z', ...times },
      {
        note_category: category,
        person: person('9'),
        created_by: person('12'),
      },
    ),
    record('FormCategory', '860', { name: 'Events', ...times }),
  ];
}

function workflows(): StoredRecord[] {
  const workflow = { type: 'Workflow', id: '900' };
  const step = { type: 'WorkflowStep', id: '910' };
  return [
    record('Workflow', '900', { name: 'Newcomers', archived_at: null, deleted_at: null, ...times }),
    record('Workflow', '901', { name: 'Gone', archived_at: null, deleted_at: times.updated_at, ...times }),
    record('WorkflowStep', '910', { name: 'Call', sequence: 0, ...times }, { workflow }),
    record(
      'WorkflowCard',
      '920',
      { stage: 'ready', ...times },
      {
        workflow,
        current_step: step,
        person: person('100'),
        assignee: person('9'),
      },
    ),
  ];
}

const times = { created_at: '2025-06-01T12:00:00Z', updated_at: '2025-06-02T12:00:00Z' };

export function record(
  type: string,
  id: string,
  attributes: Attributes,
  relations: Relations = {},
): StoredRecord {
  return { type, id, attributes, relations };
}
