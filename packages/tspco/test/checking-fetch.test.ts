/**
 * The check in front of the emulator, which ignores in silence what Planning Center ignores, and in front of servers
 * that behave as they should not.
 */
import { describePath } from '@tspco/catalog';
import { createEmulator } from '@tspco/emulator';
import { describe, expect, it, test } from 'vitest';
import { PCO, PCOInputError, PCONotFoundError, type Fetch, type Query } from 'tspco';
import { checkingFetch, type CheckingFetchOptions, type UnknownName } from 'tspco/check';
import { failureOf } from './support/client.ts';
import { credentials, plantedSecrets } from './support/secrets.ts';

const PEOPLE: string = '/people/v2/people';
const CHECKS = [
  ['the catalog', { describePath }],
  ["the answer's meta", {}],
] as const;

interface Setting {
  readonly pco: PCO;
  /** The addresses that were really fetched. */
  readonly fetched: string[];
}

function start(check: CheckingFetchOptions = {}): Setting {
  const emulator = createEmulator({ people: 130, rateLimit: false });
  const fetched: string[] = [];
  const fetch: Fetch = (url, init) => {
    fetched.push(url);
    return emulator.fetch(url, init);
  };
  const { applicationId, secret } = emulator;
  const pco = new PCO({ applicationId, secret, fetch: checkingFetch({ fetch, ...check }) });
  return { pco, fetched };
}

describe.each(CHECKS)('checked by %s', (_, check) => {
  test.each<[Query, string]>([
    [{ where: { lastname: 'Rolfe', child: true } }, 'has no where[lastname]. Did you mean last_name?'],
    [{ include: ['emails', 'emial'] }, 'has no include=emial. Did you mean emails?'],
    [{ include: ['housholds.people'] }, 'has no include=housholds.people. Did you mean households.people?'],
    [{ order: ['last_name', '-creatd_at'] }, 'has no order=-creatd_at. Did you mean -created_at?'],
    [{ filter: 'admin' }, 'has no filter=admin. Did you mean admins?'],
    [{ params: { includ: 'emails' } }, 'has no includ. Did you mean include?'],
    [{ where: { emails: { address: 'a' } } }, 'People takes no conditions on related resources.'],
  ])('%j is refused at once', async (query, message) => {
    const { pco, fetched } = start(check);
    const error = await failureOf(pco.get(PEOPLE, query));
    expect(error).toBeInstanceOf(PCOInputError);
    expect(error.code).toBe('ERR_QUERY');
    expect(error.message).toContain(message);
    expect(fetched).toHaveLength('describePath' in check ? 0 : 1);
    expect(error.sent).toBe('describePath' in check ? 'no' : 'yes');
  });

  it('tells of every wrong name in one error, one a line', async () => {
    const { pco } = start(check);
    const { message } = await failureOf(pco.get(PEOPLE, { include: 'emial', order: 'lastname' }));
    expect(message.split('\n').map((line) => line.split('.')[0])).toEqual([
      '/people/v2/people has no include=emial',
      '/people/v2/people has no order=lastname',
    ]);
  });

  it('lets right names through, and the answers are whole', async () => {
    const query = { where: { child: true }, include: ['emails', 'households.people'], order: '-created_at' };
    const plain = createEmulator({ people: 130, rateLimit: false });
    const { applicationId, secret, fetch } = plain;
    const expected = await new PCO({ applicationId, secret, fetch }).get(PEOPLE, query);
    const { pco } = start(check);
    expect(await pco.get(PEOPLE, query)).toEqual(expected);
    expect(await pco.get('/people/v2/people/10000001', { include: 'emails' })).toHaveProperty('included');
  });

  it('reads a list to its end, and reports a wrong name once and not for each page', async () => {
    const found: UnknownName[] = [];
    const { pco, fetched } = start({ ...check, report: (finding) => found.push(finding) });
    const list = pco.iterate(PEOPLE, { include: ['emails', 'emial'], per_page: 50 });
    expect(await list.toArray()).toHaveLength(130);
    expect(fetched).toHaveLength(3);
    expect(list.report.completeness).toBe('count-matches');
    expect(found).toEqual([
      expect.objectContaining({ parameter: 'include', name: 'emial', near: ['emails'] }),
    ]);
  });

  it('fails the reading of a list with the same error', async () => {
    const { pco, fetched } = start(check);
    const error = await failureOf(pco.iterate(PEOPLE, { order: 'lastname' }).toArray());
    expect(error.code).toBe('ERR_QUERY');
    expect(fetched.length).toBeLessThanOrEqual(1);
  });

  it('finds a wrong name in an empty list, too', async () => {
    const { pco } = start(check);
    const query = { where: { last_name: 'Nobody of that name' } };
    expect(await pco.get(PEOPLE, query)).toHaveProperty('data', []);
    const error = await failureOf(pco.get(PEOPLE, { where: { ...query.where, frist_name: 'a' } }));
    expect(error.message).toContain('Did you mean first_name?');
  });

  it('leaves a 404 what it is', async () => {
    const { pco } = start(check);
    await expect(pco.get('/people/v2/people/1', { include: 'emails' })).rejects.toBeInstanceOf(
      PCONotFoundError,
    );
    await expect(pco.get('/people/v2/unheard_of', { include: 'emial' })).rejects.toBeInstanceOf(
      PCONotFoundError,
    );
  });

  it('leaves writes, uploads and downloads alone', async () => {
    const { pco, fetched } = start(check);
    const payload = pco.template('Person', { first_name: 'Ada', last_name: 'Rolfe' });
    await pco.post(PEOPLE, payload, { params: { includ: 'emails' } });
    const { data } = await pco.upload(new Blob(['hello']), {}, { name: 'hello.txt' });
    expect(data).toHaveLength(1);
    expect(fetched).toHaveLength(2);
  });
});

describe('the catalog', () => {
  it('knows what is behind an include, which operators there are, and what fields take', async () => {
    const { pco, fetched } = start({ describePath });
    for (const [query, message] of [
      [{ include: 'households.peple' }, 'Did you mean households.people?'],
      [{ where: { last_name: { gte: 'R' } } }, 'last_name takes no operator.'],
      [{ fields: { Person: ['frist_name'] } }, 'Did you mean first_name?'],
    ] as const) {
      expect((await failureOf(pco.get(PEOPLE, query as Query))).message).toContain(message);
    }
    expect(fetched).toEqual([]);
  });

  test.each<[string, Query, string]>([
    [PEOPLE, { where: { created_at: 'yesterday' } }, 'where[created_at] of /people/v2/people takes a date'],
    [PEOPLE, { where: { created_at: { gte: '01/02/2026' } } }, 'where[created_at][gte] of'],
    [PEOPLE, { where: { child: 'yes' } }, 'takes true or false'],
    [PEOPLE, { where: { grade: 'five' } }, 'takes a whole number'],
    ['/people/v2/poeple', {}, 'Did you mean "people"?'],
    ['/people/v2/poeple', { per_page: 1 }, 'Did you mean "people"?'],
    ['/people/v2/people/1/emials', {}, 'Did you mean "emails"?'],
    ['/peple/v2/people', {}, 'Planning Center has no app "peple". Did you mean "people"?'],
    ['/People/v2/people', {}, 'Planning Center has no app "People". Did you mean "people"?'],
    ['/people/people', {}, 'After /people comes /v2, and not "people".'],
    ['/people/v1/people/1', { include: 'emails' }, 'After /people comes /v2, and not "v1".'],
  ])('refuses %s %j before it is sent', async (path, query, message) => {
    const { pco, fetched } = start({ describePath });
    const error = await failureOf(pco.get(path, query));
    expect(error).toMatchObject({ code: 'ERR_QUERY', sent: 'no' });
    expect(error.message).toContain(message);
    expect(fetched).toEqual([]);
  });

  test.each([
    '/home/v2/me',
    '/people/v2/household_memberships',
    '/people/v2/people/1/activities',
    '/oauth/userinfo',
    '/people/unheard_of',
  ])('leaves %s to the server, which may know it', async (path) => {
    const { pco, fetched } = start({ describePath });
    expect((await failureOf(pco.get(path, { per_page: 1 }))).code).not.toBe('ERR_QUERY');
    expect(fetched).toHaveLength(1);
  });

  it('leaves a path of a version that it does not know to the server, and a write', async () => {
    const { pco, fetched } = start({ describePath });
    const path: string = '/people/v2/poeple';
    await expect(pco.get(path, {}, { version: '2999-01-01' })).rejects.toBeInstanceOf(PCONotFoundError);
    await expect(pco.delete(`${path}/1`)).rejects.toBeInstanceOf(PCONotFoundError);
    expect(fetched).toHaveLength(2);
  });

  it('refuses no value that the emulator can read', async () => {
    const { applicationId, secret, fetch } = createEmulator({ people: 1, strict: true });
    const strict = new PCO({ applicationId, secret, fetch });
    const checked = new PCO({ applicationId, secret, fetch: checkingFetch({ fetch, describePath }) });
    const accepts = async (pco: PCO, where: Query['where']): Promise<boolean> =>
      pco.get(PEOPLE, { where }).then(
        () => true,
        () => false,
      );
    for (const [name, value] of [
      ...['2026-01-31', '2026-01-31T18:00', '2026-01-31 18:00:00', '2026-01-31T18:00:00.5+02:00', 'soon'].map(
        (text) => ['created_at', text] as const,
      ),
      ...['true', 'T', '0', 'off', 'yes'].map((text) => ['child', text] as const),
      ...['5', '-1', '5,6', 'five'].map((text) => ['grade', text] as const),
    ])
      expect([name, value, await accepts(checked, { [name]: value })]).toEqual([
        name,
        value,
        await accepts(strict, { [name]: value }),
      ]);
  });

  it('knows paths by the version that the request names', async () => {
    const { pco, fetched } = start({ describePath });
    const path: string = '/webhooks/v2/subscriptions';
    await pco.get(path, {}, { version: '2018-08-01' });
    expect(fetched).toHaveLength(1);
    expect((await failureOf(pco.get(path))).message).toContain('Did you mean "webhook_subscriptions"?');
  });

  it('tells a report of a wrong path, and sends it', async () => {
    const found: UnknownName[] = [];
    const { pco, fetched } = start({ describePath, report: (finding) => found.push(finding) });
    await expect(pco.get('/people/v2/poeple')).rejects.toBeInstanceOf(PCONotFoundError);
    expect(found).toEqual([expect.objectContaining({ parameter: 'path', name: 'poeple', near: ['people'] })]);
    expect(fetched).toHaveLength(1);
  });

  it('allows the names of includes in every list of fields, where the client puts them', async () => {
    const { pco } = start({ describePath });
    const fields = { Person: ['first_name'], Email: ['address'] };
    expect(await pco.get(PEOPLE, { include: 'emails', fields })).toHaveProperty('included');
  });

  it('is asked for the version that the request names', async () => {
    const { pco } = start({ describePath });
    const fields = { Address: ['street_line_1'] } as const;
    // The compiler would not let it through.
    const addresses: string = '/people/v2/addresses';
    expect(await pco.get(addresses, { fields })).toHaveProperty('data');
    const older = await failureOf(pco.get(addresses, { fields }, { version: '2022-07-14' }));
    expect(older.message).toContain('has no fields[Address]=street_line_1.');
  });

  test.each(['LATEST', '2999-01-01'])(
    'leaves it to the answer when it cannot know the version: %s',
    async (version) => {
      const { pco, fetched } = start({ describePath });
      const error = await failureOf(pco.get(PEOPLE, { order: 'lastname' }, { version }));
      expect(error).toMatchObject({ code: 'ERR_QUERY', sent: 'yes' });
      expect(fetched).toHaveLength(1);
    },
  );

  it('leaves a version that nobody serves to the server', async () => {
    const { pco } = start({ describePath });
    const error = await failureOf(pco.get(PEOPLE, { order: 'lastname' }, { version: '2001-01-01' }));
    expect(error.statusCode).toBe(400);
  });
});

describe('in front of other servers', () => {
  const document = JSON.stringify({ data: [], meta: { can_include: ['emails'], total_count: 0 } });
  const json = { 'content-type': 'application/vnd.api+json' };
  const authorization = `Bearer ${plantedSecrets.token}`;
  const url = 'https://api.planningcenteronline.com/people/v2/people?include=emial';

  async function passed(input: string, init: RequestInit, answer: Response): Promise<Response> {
    return checkingFetch({ fetch: () => Promise.resolve(answer) })(input, init);
  }

  test.each([
    ['a request without credentials', url, {}],
    ['a write', url, { method: 'POST', headers: { authorization } }],
    ['HEAD', url, { method: 'HEAD', headers: { authorization } }],
    ['an address that is no app', 'https://example.org/files?include=emial', { headers: { authorization } }],
    ['a token endpoint', 'https://example.org/oauth/token?x=1', { headers: { authorization } }],
  ])('passes on untouched: %s', async (_, input, init) => {
    const answer = new Response(document, { headers: json });
    expect(await passed(input, init, answer)).toBe(answer);
    expect(await answer.text()).toBe(document);
  });

  test.each([
    ['nothing', null, 200],
    ['an empty body', '', 200],
    ['a 204', null, 204],
    ['JSON that was cut', document.slice(0, 20), 200],
    ['null', 'null', 200],
    ['JSON of another kind', '{"known":true,"meta":[]}', 200],
    ['an error with a document', document, 422],
  ])('leaves an answer alone that is %s', async (_, body, status) => {
    const answer = new Response(body, { status, headers: json });
    expect(await passed(url, { headers: { authorization } }, answer)).toBe(answer);
    expect(await answer.text()).toBe(body ?? '');
  });

  it('does not read what is not JSON', async () => {
    const answer = new Response(new ReadableStream({ pull: () => new Promise(() => {}) }), {
      headers: { 'content-type': 'application/pdf' },
    });
    expect(await passed(url, { headers: { authorization } }, answer)).toBe(answer);
  });

  it('reads no document for a query of pages alone', async () => {
    const answer = new Response(new ReadableStream({ pull: () => new Promise(() => {}) }), { headers: json });
    const paged = url.replace('include=emial', 'per_page=100&offset=100');
    expect(await passed(paged, { headers: { authorization } }, answer)).toBe(answer);
  });

  it('lets go of an answer that it refuses', async () => {
    const answer = new Response(document, { headers: json });
    await expect(passed(url, { headers: { authorization } }, answer)).rejects.toBeInstanceOf(PCOInputError);
    expect(answer.bodyUsed).toBe(true);
  });

  it('passes on what the fetch underneath fails with', async () => {
    const fault = new TypeError('fetch failed');
    const fetch = checkingFetch({ fetch: () => Promise.reject(fault) });
    await expect(fetch(url, { headers: { authorization } })).rejects.toBe(fault);
  });

  it('works behind the prefix of a proxy', async () => {
    const proxied = url.replace('.com/', '.com/pco/');
    const headers = { authorization, 'x-pco-api-version': '2025-11-10' };
    const fetch = checkingFetch({ describePath, fetch: () => Promise.reject(new Error('It was sent.')) });
    await expect(fetch(proxied, { headers })).rejects.toThrow('/pco/people/v2/people has no include=emial');
  });

  it.each([
    ['a token', authorization, plantedSecrets.token],
    ['a secret', `Basic ${btoa(`${credentials.applicationId}:${credentials.secret}`)}`, credentials.secret],
  ])('does not print %s that got into the query', async (_, value, secret) => {
    const found: UnknownName[] = [];
    const fetch = checkingFetch({
      report: (finding) => found.push(finding),
      fetch: () => Promise.resolve(new Response(document, { headers: json })),
    });
    const query = `include=${secret}&${secret}=1&where[${secret}]=a`;
    await fetch(url.replace('include=emial', query), { headers: { authorization: value } });
    expect(found).toHaveLength(3);
    expect(JSON.stringify(found)).not.toContain(secret);
    expect(found[0]?.message).toContain('has no include=[redacted]');
  });
});

it.each([
  () => {
    throw new Error('the report is full');
  },
  () => Promise.reject(new Error('the report is full')),
])('does not take a report that fails for a failure of the network', async (fails) => {
  let told = 0;
  const { pco, fetched } = start({
    report: () => {
      told++;
      return fails() as unknown as void;
    },
  });
  await pco.get(PEOPLE, { order: 'lastname' });
  expect({ told, requests: fetched.length }).toEqual({ told: 1, requests: 1 });
});

test.each([
  [{ reprot: () => {} }, 'There is no option reprot here. There are: fetch, report, describePath.'],
  [{ report: 'warn' }, 'The option report must be a function; got warn.'],
])('refuses options that it cannot use: %j', (options, message) => {
  expect(() => checkingFetch(options as CheckingFetchOptions)).toThrow(message);
});
