/** How many people the server has, and how they are cut into pages. */
export const PEOPLE = 20_000;
export const PER_PAGE = 100;

const ORIGIN = 'https://api.planningcenteronline.com/people/v2';
const FIRST_NAMES = [
  'Linnea',
  'Cassian',
  'Rowan',
  'Quenby',
  'Marlow',
  'Ulric',
  'Søren',
  'Zoë',
  'Tamsin',
  'Ines',
];
const LAST_NAMES = ['Yardley', 'Thackery', 'Bellweather', 'Ashdown', 'Núñez', 'Okafor', 'Lindqvist', 'Prior'];
const MEMBERSHIPS = ['Full Member', 'Visitor', 'Regular Attender', null];
const CAN_INCLUDE =
  'addresses emails field_data households inactive_reason marital_status name_prefix name_suffix organization person_apps phone_numbers platform_notifications primary_campus school social_profiles'.split(
    ' ',
  );
const CAN_ORDER_BY =
  'accounting_administrator anniversary birthdate child given_name grade graduation_year middle_name nickname people_permissions site_administrator gender inactivated_at created_at updated_at first_name last_name remote_id membership status'.split(
    ' ',
  );
const CAN_QUERY_BY = [
  ...CAN_ORDER_BY,
  ...'medical_notes search_name search_name_or_email search_name_or_email_or_phone_number search_phone_number search_phone_number_e164 mfa_configured id primary_campus_id'.split(
    ' ',
  ),
];

/**
 * The name of the person at a place of the list, known to the checks without asking the server.
 *
 * @param {number} index - from 0
 */
export function nameOf(index) {
  const pick = randomFrom(index);
  return `${oneOf(FIRST_NAMES, pick)}${index} ${oneOf(LAST_NAMES, pick)}`;
}

/** @param {number} index */
export function personDocument(index) {
  return {
    data: person(index, false),
    meta: { can_include: CAN_INCLUDE, parent: { id: '1', type: 'Organization' } },
  };
}

/**
 * One page of the list, as the API sends it.
 *
 * @param {number} offset
 * @param {boolean} withIncludes - with e-mail addresses and phone numbers
 */
export function pageDocument(offset, withIncludes) {
  const places = Array.from({ length: PER_PAGE }, (_, index) => offset + index);
  const next = offset + PER_PAGE;
  const query = `${withIncludes ? 'include=emails%2Cphone_numbers&' : ''}per_page=${PER_PAGE}`;
  return {
    links: {
      self: `${ORIGIN}/people?offset=${offset}&${query}`,
      ...(next < PEOPLE ? { next: `${ORIGIN}/people?offset=${next}&${query}` } : {}),
    },
    data: places.map((place) => person(place, withIncludes)),
    included: withIncludes ? places.flatMap((place) => emails(place).concat(phoneNumbers(place))) : [],
    meta: {
      total_count: PEOPLE,
      count: PER_PAGE,
      ...(next < PEOPLE ? { next: { offset: next } } : {}),
      can_order_by: CAN_ORDER_BY,
      can_query_by: CAN_QUERY_BY,
      can_include: CAN_INCLUDE,
      can_filter: ['created_since', 'admins', 'organization_admins'],
      parent: { id: '1', type: 'Organization' },
    },
  };
}

function person(index, withIncludes) {
  const pick = randomFrom(index);
  const [first_name, last_name] = nameOf(index).split(' ');
  const child = pick() < 0.2;
  return {
    type: 'Person',
    id: personId(index),
    attributes: {
      accounting_administrator: false,
      anniversary: null,
      avatar: `https://avatars.planningcenteronline.com/uploads/initials/${first_name[0]}${last_name[0]}.png`,
      birthdate: pick() < 0.6 ? date(pick) : null,
      can_create_forms: false,
      can_email_lists: false,
      child,
      created_at: time(pick),
      demographic_avatar_url: null,
      directory_status: null,
      first_name,
      gender: oneOf(['Male', 'Female', null], pick),
      given_name: null,
      grade: child ? Math.floor(pick() * 12) : null,
      graduation_year: null,
      inactivated_at: null,
      last_name,
      login_identifier: null,
      medical_notes: null,
      membership: oneOf(MEMBERSHIPS, pick),
      middle_name: null,
      name: `${first_name} ${last_name}`,
      nickname: pick() < 0.2 ? oneOf(FIRST_NAMES, pick) : null,
      passed_background_check: null,
      people_permissions: null,
      remote_id: null,
      resource_permission_flags: null,
      school_type: null,
      site_administrator: false,
      status: pick() < 0.9 ? 'active' : 'inactive',
      updated_at: time(pick),
    },
    relationships: {
      primary_campus: { data: null },
      ...(withIncludes ? includedRelationships(index) : {}),
    },
    links: {
      html: `https://people.planningcenteronline.com/people/AC${personId(index)}`,
      self: `${ORIGIN}/people/${personId(index)}`,
    },
  };
}

function includedRelationships(index) {
  const related = `${ORIGIN}/people/${personId(index)}`;
  return {
    emails: { links: { related: `${related}/emails` }, data: emails(index).map(identifier) },
    phone_numbers: {
      links: { related: `${related}/phone_numbers` },
      data: phoneNumbers(index).map(identifier),
    },
  };
}

function emails(index) {
  const pick = randomFrom(index, 1);
  return Array.from({ length: Math.floor(pick() * 3) }, (_, place) => ({
    type: 'Email',
    id: String(200_000_000 + index * 3 + place),
    attributes: {
      address: `person${index}.${place}@example.org`,
      blocked: false,
      created_at: time(pick),
      location: oneOf(['Home', 'Work'], pick),
      primary: place === 0,
      updated_at: time(pick),
    },
    relationships: { person: { data: { type: 'Person', id: personId(index) } } },
    links: { self: `${ORIGIN}/emails/${200_000_000 + index * 3 + place}` },
  }));
}

function phoneNumbers(index) {
  const pick = randomFrom(index, 2);
  return Array.from({ length: Math.floor(pick() * 3) }, (_, place) => {
    const digits = `555${String(Math.floor(pick() * 10_000_000)).padStart(7, '0')}`;
    const spaced = `${digits.slice(3, 6)}-${digits.slice(6)}`;
    return {
      type: 'PhoneNumber',
      id: String(300_000_000 + index * 3 + place),
      attributes: {
        carrier: null,
        country_code: 'US',
        created_at: time(pick),
        e164: `+1${digits}`,
        international: `+1 555-${spaced}`,
        location: oneOf(['Mobile', 'Home'], pick),
        national: `(555) ${spaced}`,
        number: digits,
        primary: place === 0,
        updated_at: time(pick),
      },
      relationships: { person: { data: { type: 'Person', id: personId(index) } } },
      links: { self: `${ORIGIN}/phone_numbers/${300_000_000 + index * 3 + place}` },
    };
  });
}

function identifier({ type, id }) {
  return { type, id };
}

function personId(index) {
  return String(100_000_000 + index);
}

function date(pick) {
  return time(pick).slice(0, 10);
}

function time(pick) {
  return new Date(1_600_000_000_000 + Math.floor(pick() * 160_000_000) * 1000)
    .toISOString()
    .replace('.000Z', 'Z');
}

function oneOf(list, pick) {
  return list[Math.floor(pick() * list.length)];
}

/** Mulberry32, seeded with the place in the list: every run and both processes see the same people. */
function randomFrom(index, stream = 0) {
  let state = (index * 4 + stream + 1) * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
