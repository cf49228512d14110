import { describePath } from '@tspco/catalog';
import { describe, expect, it, test } from 'vitest';
import { unknownNames, type UnknownName } from './unknown-names.ts';
import type { AnsweredDocument } from './valid-names.ts';

const PEOPLE: AnsweredDocument = {
  data: [],
  meta: {
    can_include: ['emails', 'households', 'school'],
    can_order_by: ['created_at', 'last_name'],
    can_query_by: ['created_at', 'first_name', 'id', 'last_name'],
    can_filter: ['admins', 'created_since'],
  },
};
const PERSON: AnsweredDocument = { data: { type: 'Person', id: '1' }, meta: { can_include: ['emails'] } };

function names(found: readonly UnknownName[]): string[] {
  return found.map(({ parameter, name, near }) => `${parameter} ${name} > ${near.join()}`);
}

describe('by the document that was answered', () => {
  const inPeople = (query: string): string[] => names(unknownNames(`/people/v2/people?${query}`, PEOPLE));

  test.each([
    'where[last_name]=Rolfe&where[created_at][gte]=2026-01-01&where[id]=1',
    'where%5Blast_name%5D=Rolfe',
    'include=emails,households.people&order=-created_at,last_name&filter=admins',
    'include=emails%2Cschool&order=last_name%2C-created_at',
    'per_page=100&offset=25',
    'filter=created_since&time=2026-01-01',
    'fields[Person]=first_name,nobody_knows&fields[Nobody]=a',
    'include=&order=&filter=',
    'where[last_name]=wher%26includ=emial',
    '',
  ])('nothing is wrong with %s', (query) => {
    expect(inPeople(query)).toEqual([]);
  });

  test.each([
    ['where[lastname]=Rolfe', ['where lastname > last_name']],
    ['where%5Blastname%5D=Rolfe&where[first_name]=Ada', ['where lastname > last_name']],
    ['where[creatd_at][gte]=2026-01-01', ['where creatd_at > created_at']],
    ['where[created_at][get]=2026-01-01', ['where get > gt,gte']],
    ['where[created_at][gte][lt]=2026-01-01', ['where gte.lt > ']],
    ['where[last_name][]=Rolfe', ['where  > ']],
    ['where[emails][address]=a', ['where emails.address > ']],
    ['where=Rolfe', ['query where > ']],
    ['fields=first_name', ['query fields > ']],
    ['include=emails,emial', ['include emial > emails']],
    ['include=houshold.people', ['include houshold.people > households.people']],
    ['include=person', ['include person > ']],
    ['order=-last_nam,created_at', ['order -last_nam > -last_name']],
    ['order=--last_name', ['order --last_name > -last_name']],
    ['filter=admin', ['filter admin > admins']],
    ['includ=emails', ['query includ > include']],
    ['wher[last_name]=Rolfe', ['query wher > where']],
    ['after=2026-01-01', ['query after > ']],
    ['filter=admins&ordr=last_name', ['query ordr > order']],
    ['where[constructor]=1&include=toString', ['where constructor > ', 'include toString > ']],
  ])('of %s are wrong %j', (query, wrong) => {
    expect(inPeople(query)).toEqual(wrong);
  });

  it('believes conditions on what can be included, except in People', () => {
    const url = '/check-ins/v2/check_ins?where[emails][address]=a&where[emial][address]=a';
    expect(names(unknownNames(url, PEOPLE))).toEqual(['where emial.address > ']);
  });

  it('knows that one resource is not filtered, sorted or narrowed down', () => {
    const url = '/people/v2/people/1?include=emails&where[last_name]=a&order=last_name&filter=admins';
    const found = unknownNames(url, PERSON);
    expect(found.map(({ parameter }) => parameter)).toEqual(['where', 'order', 'filter']);
    expect(found[0]?.message).toBe(
      '/people/v2/people/1 has no where[last_name]. It is one resource and not a list. Planning Center ignores it.',
    );
  });

  test.each<AnsweredDocument | null>([
    null,
    { data: [] },
    { data: [], meta: {} },
    { data: null },
    {
      data: [],
      meta: { can_include: 'emails', can_filter: null } as unknown as NonNullable<AnsweredDocument['meta']>,
    },
  ])('says nothing when the document says nothing: %j', (document) => {
    expect(unknownNames('/people/v2/people?include=emial', document)).toEqual([]);
  });

  it('takes a list that is absent beside others for an empty one, as the service leaves it out', () => {
    const emails = { data: [], meta: { can_order_by: ['address'], can_query_by: ['address'] } };
    expect(names(unknownNames('/people/v2/emails?include=person', emails))).toEqual(['include person > ']);
  });
});

describe('by the catalog', () => {
  const at = (url: string): string[] => names(unknownNames(url, describePath(url)));

  test.each([
    '/people/v2/people?where[last_name]=Rolfe&where[created_at][gte]=2026-01-01&include=emails,households.people',
    'https://api.planningcenteronline.com/people/v2/people?order=-last_name&filter=admins#top',
    '/check-ins/v2/check_ins?where[event][name]=Sunday',
    '/services/v2/service_types/1/plans?filter=after,future&after=2026-01-01&order=sort_date',
    '/people/v2/people?include=emails&fields[Person]=first_name,emails&fields[Email]=address,emails',
    '/people/v2/people?fields[PrimaryCampus]=name',
    '/people/v2/unheard_of?include=emial',
    '/people/v2/people/1/emails?order=-address',
    // Documented as a time, though what is compared is the name.
    '/calendar/v2/event_instances/1/event_times?where[name]=Setup',
    '/calendar/v2/event_instances?where[event_times][name]=Setup',
    // Unofficial, documentation, unknown apps: the catalog does not know everything.
    '/people/v2/people/1/activities',
    '/people/v2/documentation/2025-11-10/vertices/person',
    '/home/v2/me',
  ])('nothing is wrong with %s', (url) => {
    expect(at(url)).toEqual([]);
  });

  test.each([
    ['/people/v2/people?where[lastname]=a&where[first_name]=b', ['where lastname > last_name']],
    ['/people/v2/people?where[last_name][gte]=a', ['where gte > ']],
    ['/people/v2/people?where[created_at][get]=a', ['where get > gt,gte']],
    ['/people/v2/people?where[emails][address]=a', ['where emails.address > ']],
    ['/check-ins/v2/check_ins?where[event][nam]=a', ['where event.nam > event.name']],
    ['/check-ins/v2/check_ins?where[event][name][gte]=a', ['where gte > ']],
    ['/people/v2/people?include=emails,households.peple', ['include households.peple > households.people']],
    ['/people/v2/people?order=-last_nam', ['order -last_nam > -last_name']],
    ['/people/v2/people?fields[Persn]=first_name', ['fields Persn > Person']],
    ['/people/v2/people?fields[Person]=frist_name,last_name', ['fields frist_name > first_name']],
    ['/people/v2/people/1?where[last_name]=a', ['where last_name > ']],
    ['/people/v2/people/1/messages?filter=recieved', ['filter recieved > received']],
    ['/people/v2/poeple?order=last_nam', ['path poeple > people']],
    ['/peple/v2/people', ['path peple > people']],
    ['/people/people', ['path people > v2']],
    ['/people/v2/people/1/emials', ['path emials > emails']],
  ])('of %s are wrong %j', (url, wrong) => {
    expect(at(url)).toEqual(wrong);
  });
});

describe('a value', () => {
  const wrong = (name: string, value: string): string[] => {
    const url = `/people/v2/people?${new URLSearchParams([[`where[${name}]`, value]])}`;
    return unknownNames(url, describePath(url)).map(({ message }) => message);
  };

  test.each<readonly [string, string]>([
    ['created_at', '2026-01-31'],
    ['created_at', '2026-01-31T18:00:00Z'],
    ['created_at', '2026-01-31T18:00:00.123+02:00'],
    // What is left of a zone whose plus was not encoded.
    ['created_at', '2026-01-31T18:00:00 02:00'],
    ['created_at', '2026-01-31T18:00'],
    ['created_at', '2026-01-31 18:00:00 UTC'],
    ['birthdate', '2024-02-29'],
    ['birthdate', '2024-02-29,2023-02-28'],
    ['birthdate', ''],
    ['birthdate', 'null'],
    ...['true', 'FALSE', 't', 'f', '1', '0', 'on', 'off', '', 'null'].map(
      (value) => ['child', value] as const,
    ),
    ...['5', '-1', '5.0', ' 5 ', '5,6', '', 'null'].map((value) => ['grade', value] as const),
    ['primary_campus_id', '7,8'],
    ['id', 'us1-0a'],
    ['last_name', 'yesterday'],
  ])('may be meant: %s=%s', (name, value) => {
    expect(wrong(name, value)).toEqual([]);
  });

  const DATE = 'a date such as 2026-01-31, or a moment such as 2026-01-31T18:00:00Z';
  test.each<readonly [string, string, string]>([
    ...['yesterday', '01/02/2026', '2026-02-30', '2026-13-01', '2026-01', '2026-1-5', '1767225600'].map(
      (value) => ['created_at', value, DATE] as const,
    ),
    ['created_at', '2026-01-31,tomorrow', DATE],
    ['birthdate', 'Jan 5 2026', DATE],
    ['child', 'yes', 'true or false'],
    ['child', '2', 'true or false'],
    ['grade', 'five', 'a whole number'],
    ['primary_campus_id', 'Main', 'a whole number'],
  ])('cannot be meant: %s=%s', (name, value, takes) => {
    const [message, ...others] = wrong(name, value);
    expect(message).toContain(
      `where[${name}] of /people/v2/people takes ${takes}, and was given something else.`,
    );
    expect(others).toEqual([]);
  });

  it('is looked at behind an operator and on related resources, too', () => {
    const url = '/check-ins/v2/check_ins?where[created_at][gte]=soon&where[event_period][starts_at][lt]=soon';
    const found = unknownNames(url, describePath(url));
    expect(found.every(({ message }) => message.includes('takes a date'))).toBe(true);
    expect(names(found)).toEqual(['where created_at > ', 'where event_period.starts_at > ']);
  });

  it('is not looked at by the document, which has no types', () => {
    expect(unknownNames('/people/v2/people?where[created_at]=soon', PEOPLE)).toEqual([]);
  });
});

describe('the message', () => {
  it('tells the consequence of a wrong value only where it was seen', () => {
    const url = '/people/v2/people?where[created_at][gte]=soon&where[grade]=five';
    expect(unknownNames(url, describePath(url)).map(({ message }) => message)).toEqual([
      'where[created_at][gte] of /people/v2/people takes a date such as 2026-01-31, or a moment such as ' +
        '2026-01-31T18:00:00Z, and was given something else.',
      'where[grade] of /people/v2/people takes a whole number, and was given something else. ' +
        'Planning Center answers with an empty list.',
    ]);
  });

  it('tells what becomes of a wrong path, also of a description that says less', () => {
    const url = '/people/v2/poeple';
    expect(unknownNames(url, describePath(url))[0]?.message).toBe(
      '/people/v2/poeple leads nowhere. /people/v2 has no sub-path "poeple". Did you mean "people"? ' +
        'Planning Center answers with 404.',
    );
    expect(unknownNames(url, { known: false, near: ['people'] })[0]?.message).toBe(
      '/people/v2/poeple leads nowhere. Did you mean people? Planning Center answers with 404.',
    );
    expect(unknownNames(url, { known: false })).toEqual([]);
  });

  it('names what is wrong, what may have been meant, what there is, and what the server does', () => {
    const [found] = unknownNames('/people/v2/people?where[lastname]=Rolfe', PEOPLE);
    expect(found?.message).toBe(
      '/people/v2/people has no where[lastname]. Did you mean last_name? ' +
        'There are: created_at, first_name, id, last_name. ' +
        'Planning Center ignores it and answers as if you had not filtered: with everybody.',
    );
  });

  test.each([
    [
      'include=emial',
      /has no include=emial\. Did you mean emails\?.* ignores it and includes nothing for it\.$/,
    ],
    ['order=-last', /has no order=-last\. Did you mean -last_name\?.* sorts as if it had not been asked\.$/],
    ['where=Rolfe', /has no where\. It needs a name in brackets: where\[…\]\. /],
    ['where[emails][address]=a', /People takes no conditions on related resources\. /],
  ])('fits to %s', (query, expected) => {
    expect(unknownNames(`/people/v2/people?${query}`, PEOPLE)[0]?.message).toMatch(expected);
  });

  it('is one line without host, user name and values, whatever is in the address', () => {
    const url = 'https://user:word@example.org/people/v2/people?where[a%1b[2J%0ab]=value&includ%0ae=value';
    const text = unknownNames(url, PEOPLE)
      .map(({ message }) => message)
      .join(' ');
    // oxlint-disable-next-line no-control-regex -- they are what must not be there
    expect(text).not.toMatch(/[\u0000-\u001f]|example|user:|value/);
  });

  it('does not list hundreds of names', () => {
    const many = Array.from({ length: 300 }, (_, index) => `name_${index}`);
    const [found] = unknownNames('/people/v2/people?order=x', { data: [], meta: { can_order_by: many } });
    expect(found?.message).toContain('name_39, and 260 more.');
  });
});
