import { describe, expect, it } from 'vitest';
import { ask, churchWith, idsOf, smallChurch } from './support/small-church.ts';
import { record } from './support/small-people.ts';

const church = smallChurch();
const EVERYBODY = '9 12 100 101 102 103 1000 1001 1002 20000 20001 300000';

/** Asks a path with a query; expects the ids, in their order, with blanks between them. */
function answers(rows: readonly (readonly [query: string, ids: string])[], path: string): void {
  it.each(rows)(`${path}?%s -> %s`, async (query, ids) => {
    expect((await idsOf(church, `${path}?${query}`)).join(' ')).toBe(ids);
  });
}

describe('where on texts', () => {
  answers(
    [
      ['where[last_name]=Berg', '101 102 103'],
      ['where[last_name]=BERG', '101 102 103'],
      ['where[first_name]=asa', '9'],
      ['where[first_name]=%25nn%25', '101 102 103 1002'],
      ['where[last_name]=b%25', '101 102 103'],
      ['where[last_name]=%25berg', '101 102 103'],
      ['where[last_name]=ber', ''],
      ['where[last_name]=%25', '9 12 100 101 102 103 1000 1001 1002 20001 300000'],
      ['where[nickname]=100%25 Zoe', '1000'],
      ['where[nickname]=1%250% Zoe', ''],
      ['where[medical_notes]=50%25%25', '1001'],
      ['where[first_name]=', ''],
      ['where[last_name]=Berg&where[first_name]=anna', '101 102 103'],
      ['where[last_name]=Berg&where[gender]=Female', '101 102'],
      ['where[membership]=MEMBER', '9 12 101'],
    ],
    '/people/v2/people',
  );
});

describe('where on booleans, numbers and ids', () => {
  answers(
    [
      ['where[child]=true', '100 101 1002'],
      ['where[child]=false', '9 12 102 103 1000 1001 20000 20001 300000'],
      ['where[grade]=8', '100'],
      ['where[grade]=-1', '101'],
      ['where[grade]=0', '1002'],
      ['where[grade]=abc', ''],
      ['where[grade]=', ''],
      ['where[remote_id]=77', '9'],
      ['where[id]=100', '100'],
      ['where[id]=0100', ''],
      ['where[primary_campus_id]=3', '9 12'],
      ['where[primary_campus_id]=4', ''],
    ],
    '/people/v2/people',
  );
});

describe('where on dates', () => {
  answers(
    [
      ['where[birthdate]=2010-01-01', '100'],
      ['where[birthdate][gt]=2010-01-01', '101'],
      ['where[birthdate][gte]=2010-01-01', '100 101'],
      ['where[birthdate][lt]=1979-12-31', '300000'],
      ['where[birthdate][lte]=1979-12-31', '12 300000'],
      ['where[birthdate][gte]=1979-12-31&where[birthdate][lt]=2010-01-01', '9 12'],
      ['where[birthdate]=1980-02-29', '9'],
      ['where[birthdate]=2010-02-30', ''],
      ['where[birthdate][gt]=1000-01-01', '9 12 100 101 300000'],
    ],
    '/people/v2/people',
  );
});

describe('where on timestamps', () => {
  answers(
    [
      ['where[created_at]=2026-02-28', '9'],
      ['where[created_at]=2026-03-01', '12 100'],
      ['where[created_at]=2026-03-02', '101'],
      ['where[created_at][gt]=2026-02-28', '12 100 101'],
      ['where[created_at][gte]=2026-02-28', '9 12 100 101'],
      ['where[created_at][gt]=2026-03-01', '101'],
      ['where[created_at][lt]=2026-03-01&where[created_at][gt]=2026-01-01', '9'],
      ['where[created_at][lte]=2026-03-01&where[created_at][gt]=2026-01-01', '9 12 100'],
      ['where[created_at]=2026-03-01T08:00:00Z', '12'],
      ['where[created_at]=2026-03-01T00:00:00-08:00', '12'],
      ['where[created_at][gt]=2026-03-01T08:00:00Z', '100 101'],
      ['where[created_at][gte]=2026-03-01T08:00:00Z', '12 100 101'],
      ['where[created_at][gte]=2026-03-01T07:59:59Z&where[created_at][lt]=2026-03-02T07:59:59Z', '9 12'],
      ['where[created_at][gte]=yesterday', ''],
    ],
    '/people/v2/people',
  );
});

describe('what is ignored', () => {
  answers(
    [
      ['where[nothing]=1', EVERYBODY],
      ['where[first_name][gte]=Z', EVERYBODY],
      ['where[created_at][not]=2026-03-01', EVERYBODY],
      ['where[emails][address]=nobody@example.org', EVERYBODY],
      ['where[primary_campus][name]=Nowhere', EVERYBODY],
      ['where[toString]=1&where[__proto__]=1', EVERYBODY],
      ['where=1&where[]=2', EVERYBODY],
      ['order=nothing', EVERYBODY],
      ['order=-toString', EVERYBODY],
      ['filter=nothing,constructor', EVERYBODY],
      ['include=nothing&fields[Nothing]=x', EVERYBODY],
      ['per_page=many&offset=-1', EVERYBODY],
    ],
    '/people/v2/people',
  );
});

describe('search in People', () => {
  answers(
    [
      ['where[search_name]=ann', '101 102 103 1002'],
      ['where[search_name]=nna', ''],
      ['where[search_name]=johan', '102'],
      ['where[search_name]=asa', '9'],
      ['where[search_name]=oz', '9 300000'],
      ['where[search_name]=smith', '1001'],
      ['where[search_name]=berg an', '101 102 103'],
      ['where[search_name]=', ''],
      ['where[search_name_or_email]=erg', '101 102 103'],
      ['where[search_name_or_email]=work@EXAMPLE', '9'],
      ['where[search_name_or_email]=asa lind', '9'],
      ['where[search_name_or_email_or_phone_number]=1106', '12'],
      ['where[search_name_or_email_or_phone_number]=zed', '300000'],
      ['where[search_phone_number]=841-1105', '9'],
      ['where[search_phone_number]=8411', ''],
      ['where[search_phone_number]=0958', '100'],
      ['where[search_phone_number_e164]=%2B1 (555) 841-1105', '9'],
      ['where[search_phone_number_e164]=5558411105', ''],
    ],
    '/people/v2/people',
  );
});

describe('order', () => {
  answers(
    [
      ['order=first_name', '20001 101 102 103 9 300000 20000 100 1001 1002 1000 12'],
      ['order=last_name', '20000 1000 101 102 103 100 9 12 20001 1001 1002 300000'],
      ['order=-last_name', '300000 1002 1001 20001 9 12 100 101 102 103 1000 20000'],
      ['order=last_name,-first_name', '20000 1000 101 102 103 100 12 9 20001 1001 1002 300000'],
      ['order=grade,-last_name&where[child]=true', '101 1002 100'],
      ['order=nothing,-birthdate&where[child]=true', '101 100 1002'],
      ['order=birthdate&where[birthdate][gt]=1000-01-01', '300000 12 9 100 101'],
      ['order=-child,first_name&per_page=4', '101 100 1002 20001'],
      ['order=remote_id&where[remote_id]=5', '1000'],
    ],
    '/people/v2/people',
  );
});

describe('filters', () => {
  answers([['filter=organization_admins', '9']], '/people/v2/people');
  answers(
    [
      ['', '9 12 100'],
      ['filter=non_pending', '9 100'],
    ],
    '/people/v2/households/50/people',
  );
  answers(
    [
      ['', '900'],
      ['filter=with_deleted', '900 901'],
      ['filter=only_deleted', '901'],
      ['filter=has_my_cards', '900'],
      ['filter=archived', ''],
      ['filter=with_steps', '900'],
      ['filter=with_steps,with_deleted', '900'],
      ['filter=with_deleted,with_steps', '900'],
      ['filter=only_deleted,with_steps', ''],
      ['filter=only_deleted,with_deleted', '901'],
      ['filter=with_deleted,only_deleted', '901'],
      ['filter=archived,with_deleted', ''],
      ['filter=not_archived,with_deleted', '900 901'],
    ],
    '/people/v2/workflows',
  );
  answers(
    [
      ['', '99 110 111 112'],
      ['order=sort_date', '112 110 99'],
      ['order=-sort_date', '99 110 112'],
      ['filter=future', '99'],
      ['filter=past', '110 112'],
      ['filter=no_dates', '111'],
      ['filter=after&after=2026-03-03', '99'],
      ['filter=after&after=2026-03-02', '99 110'],
      ['filter=after,before&after=2026-02-23&before=2026-03-08', '110'],
      ['filter=before', '99 110 111 112'],
      ['where[title]=lent%25', '99 112'],
    ],
    '/services/v2/service_types/10/plans',
  );
  answers([['filter=no_parent', '11']], '/services/v2/service_types');
  answers([['filter=song', '29']], '/services/v2/tag_groups');
  answers([['filter=countdown', '300']], '/services/v2/media');
  answers(
    [
      ['filter=confirmed', '160'],
      ['filter=not_declined', '160'],
      ['', '160 161'],
    ],
    '/services/v2/service_types/10/plans/99/team_members',
  );
  answers(
    [
      ['filter=named', '120'],
      ['filter=future', '120 121'],
    ],
    '/services/v2/service_types/10/plan_times',
  );

  it('whose meaning is not known are not answered with something else', async () => {
    const { status, document } = await ask(church, 'GET', '/people/v2/people?filter=created_since');
    expect(status).toBe(501);
    expect(document.errors).toEqual([
      {
        status: '501',
        title: 'Not Emulated',
        code: 'tspco_emulator_not_modelled',
        detail:
          'This is the tspco emulator, not Planning Center, and it does not model filter=created_since of people in people.',
        meta: { not_modelled: 'filter=created_since of people in people' },
      },
    ]);
  });
});

describe('where in Services', () => {
  answers(
    [
      ['where[title]=AMAZING%25', '200'],
      ['where[title]=achzen', '1999'],
      ['where[ccli_number]=22025', '200'],
      ['where[hidden]=false', '200 201'],
      ['where[bpm_min]=100', '200'],
      ['where[bpm_min]=130', ''],
      ['where[lyrics]=GRACE', '200'],
      ['where[song_tag_ids]=30', '200'],
      ['where[song_tag_ids]=31', ''],
      ['where[starting_key]=G', '200'],
      ['where[starting_key_minor]=true', '200'],
      ['order=title', '1999 200 201'],
    ],
    '/services/v2/songs',
  );
  answers(
    [
      ['where[name_like]=asa', '9'],
      ['where[team_ids]=20', '9'],
      ['where[team_ids]=21', ''],
      ['where[tag_ids]=31', '9'],
      ['where[team_leader]=true', '12'],
      ['where[service_type_id]=10', '9'],
    ],
    '/services/v2/people',
  );
});

describe('filters for the latest few', () => {
  const played = smallChurch();
  const plans = { 1: '112', 2: '110', 3: '99' };
  for (const [id, plan] of Object.entries(plans))
    played
      .app('services')
      .put(record('Item', id, {}, { song: { type: 'Song', id: '201' }, plan: { type: 'Plan', id: plan } }));

  it.each([
    ['most_recent', '2'],
    ['three_most_recent', '1 2'],
    ['most_recent_with_upcoming', '2 3'],
    ['before,most_recent', '1'],
    ['most_recent,before', '1'],
    ['three_most_recent,before', '1'],
    ['most_recent_with_upcoming,before', '1'],
    ['before,most_recent_with_upcoming', '1'],
    ['three_most_recent,most_recent', '2'],
    ['most_recent,three_most_recent', '2'],
  ])('filter=%s chooses last, wherever it is named', async (filter, ids) => {
    const url = `/services/v2/songs/201/song_schedules?filter=${filter}&before=2026-03-01`;
    expect((await idsOf(played, url)).join(' ')).toBe(ids);
  });
});

describe('strict', () => {
  const refusals = async (method: string, url: string): Promise<unknown[]> => {
    const { status, document } = await ask(church, method, url, { strict: true });
    expect(status).toBe(400);
    const strict = { code: 'tspco_emulator_strict', status: '400', title: 'Ignored Parameter' };
    return (document.errors ?? []).map((error) => {
      expect(error).toMatchObject(strict);
      return String(error['detail']).replace(/^.* would ignore: /, '');
    });
  };
  const MEANT_FOR_LISTS =
    'The answer is one resource, and only reading a list takes it: leave it out, or ask for the list.';

  it.each([
    ['where[statsu]=active', 'where[statsu]. There is no such condition of Person. Did you mean status?'],
    [
      'where[emails][address]=x',
      'where[emails][address]. People takes no conditions on related resources: look among what the include emails brings.',
    ],
    [
      'where[birthdate][from]=2000-01-01',
      'where[birthdate][from]. birthdate takes one operator at most: write where[birthdate][gt], [gte], [lt] or [lte].',
    ],
    [
      'where[first_name][gt]=A',
      'where[first_name][gt]. first_name is no date and takes no operator: write where[first_name]=value.',
    ],
    ['where[last_name=x', 'where[last_name. Write where[name]=value, or where[name][gte]=value for a range.'],
    ['where[]=x', 'where[]. Write where[name]=value, or where[name][gte]=value for a range.'],
    ['fields[Person=x', 'fields[Person. Write fields[Type]=name,name.'],
    ['perpage=2', 'perpage. There is no such parameter. Did you mean per_page?'],
    ['order=nothing,last_name', 'order=nothing. There is no such order of Person. There are: '],
    ['filter=nothing', 'filter=nothing. There is no such filter of people. There are: '],
    ['include=email', 'include=email. There is no such include of Person. Did you mean emails?'],
    [
      'include=emails.nothing',
      'include=emails.nothing. There is no such include of Email. There are none here: leave it out.',
    ],
    [
      'include=households.people.emails',
      'include=households.people.emails. An include has two steps at most: ask for include=households.people, and for the rest in requests of its own.',
    ],
    ['per_page=many', 'per_page=many. It takes a whole number from 0 on.'],
    ['after=2026-01-01', 'after. It goes with a filter of its name: add filter=after.'],
  ])('refuses %s, and says why and what to do', async (query, told) => {
    const [first, ...others] = await refusals('GET', `/people/v2/people?${query}`);
    expect(first).toContain(told);
    expect(others).toEqual([]);
  });

  const DATE = 'a date such as 2026-01-31, or a moment such as 2026-01-31T18:00:00Z';
  it.each([
    ['/people/v2/people', 'where[created_at]=yesterday', DATE],
    ['/people/v2/people', 'where[created_at][gte]=01/02/2026', DATE],
    ['/people/v2/people', 'where[birthdate]=2026-02-30', DATE],
    ['/people/v2/people', 'where[child]=yes', 'true or false'],
    ['/people/v2/people', 'where[grade]=five', 'a whole number'],
    ['/people/v2/people', 'where[grade]=5,six', 'a whole number'],
    ['/check-ins/v2/check_ins', 'where[event_period][starts_at][lt]=soon', DATE],
  ])('refuses a value that cannot be meant: %s?%s', async (path, query, takes) => {
    const { status, document } = await ask(church, 'GET', `${path}?${query}`, { strict: true });
    expect(status).toBe(400);
    expect(document.errors).toEqual([
      {
        status: '400',
        title: 'Unreadable Value',
        code: 'tspco_emulator_strict',
        detail: `The tspco emulator runs with "strict" and refuses a value that it cannot read: ${query}. It takes ${takes}.`,
      },
    ]);
    expect((await ask(church, 'GET', `${path}?${query}`)).status).toBe(200);
  });

  it('says each thing that it refuses', async () => {
    expect(await refusals('GET', '/people/v2/people?where[a=1&order=a&filter=b&include=c')).toHaveLength(4);
  });

  it.each([
    ['GET', '/people/v2/people/9', 'where[first_name]=A'],
    ['GET', '/people/v2/people/9', 'order=first_name'],
    ['GET', '/people/v2/people/9', 'filter=organization_admins'],
    ['GET', '/people/v2/me', 'per_page=2'],
    ['PATCH', '/people/v2/people/9', 'offset=2'],
    ['POST', '/people/v2/people', 'order=first_name'],
  ])('refuses %s %s?%s, since the answer is no list', async (method, path, query) => {
    const [key] = query.split('=');
    expect(await refusals(method, `${path}?${query}`)).toEqual([`${key}. ${MEANT_FOR_LISTS}`]);
  });

  it.each([
    ['DELETE', '/people/v2/people/9'],
    ['POST', '/services/v2/songs/200/assign_tags'],
  ])('refuses all parameters of %s %s, whose answer is empty', async (method, path) => {
    expect(await refusals(method, `${path}?include=emails&fields[Person]=first_name`)).toEqual([
      'include. The answer is empty: leave it out.',
      'fields[Person]. The answer is empty: leave it out.',
    ]);
  });

  it.each([
    ['/services/v2/plans/99/all_attachments', 'filter=extensions&extensions=pdf'],
    ['/people/v2/people', 'filter=created_since&time=2026-03-01T00:00:00Z&after=2026-03-01'],
  ])('leaves what goes with a filter that is not modelled to the filter: %s?%s', async (path, query) => {
    expect((await ask(church, 'GET', `${path}?${query}`, { strict: true })).status).toBe(501);
    const wrong = `${query}&per_page=many&where[a=1&where[nothing]=1`;
    expect(await refusals('GET', `${path}?${wrong}`)).toHaveLength(3);
  });

  it('takes no unknown parameter for one of a filter that is modelled, or is none', async () => {
    const path = '/people/v2/people';
    expect(await refusals('GET', `${path}?filter=organization_admins&time=1`)).toHaveLength(1);
    expect(await refusals('GET', `${path}?filter=nothing&time=1`)).toHaveLength(2);
  });

  it.each([
    ['/check-ins/v2/events', 'Campus', undefined],
    ['/check-ins/v2/events', 'Campus', '2018-08-01'],
    ['/calendar/v2/feeds', 'Calendar', '2018-08-01'],
    ['/calendar/v2/feeds', 'Calendar', '2020-04-08'],
    ['/calendar/v2/feeds', 'Calendar', '2021-07-20'],
  ])('takes fields of a type that stands in relationships alone: %s, %s, %s', async (path, type, version) => {
    const asking = { strict: true, ...(version === undefined ? {} : { version }) };
    expect((await ask(church, 'GET', `${path}?fields[${type}]=name`, asking)).status).toBe(200);
    expect((await ask(church, 'GET', `${path}?fields[${type}s]=name`, asking)).status).toBe(400);
  });

  it.each([
    ['/people/v2/people', 'where[created_at][gte]=2026-03-01&order=-last_name&include=households.people'],
    ['/people/v2/people', 'where[child]=true&per_page=1&offset=0&fields[Person]=name'],
    ['/people/v2/people/9', 'include=households.people&fields[Person]=name,households'],
    ['/people/v2/people', 'fields[Person]=first_name,id'],
    ['/services/v2/service_types/10/plans', 'filter=after,before&after=2026-02-23&before=2026-03-08'],
    ['/people/v2/people', 'where[created_at]=2026-03-01&where[updated_at]=2026-03-01T10:00:00%2B02:00'],
    ['/people/v2/people', 'where[child]=0&where[grade]=5,6&where[birthdate]=&where[last_name]=yesterday'],
  ])('takes everything that is documented: %s?%s', async (path, query) => {
    expect((await ask(church, 'GET', `${path}?${query}`, { strict: true })).status).toBe(200);
  });

  it("takes a text for the name of an event's time", async () => {
    const calendar = churchWith('calendar');
    const [id] = await idsOf(calendar, '/calendar/v2/event_instances?per_page=1');
    const path = `/calendar/v2/event_instances/${id}/event_times?where[name]=Setup`;
    expect((await ask(calendar, 'GET', path, { strict: true })).status).toBe(200);
  });

  it('is not what the service does', async () => {
    const query = 'where[last_name=x&order=first_name&include=households.people.emails&per_page=0&after=1';
    const { status, document } = await ask(church, 'GET', `/people/v2/people/9?${query}`);
    expect(status).toBe(200);
    expect(document.included?.map(({ type }) => type)).toContain('Household');
  });
});
