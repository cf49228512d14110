import { describe, expect, it } from 'vitest';
import { createEmulator } from '../src/emulator.ts';
import type { Emulator } from '../src/emulator-interface.ts';
import { freshChurch, type FreshChurch } from '../src/testing.ts';
import { receiveInProcess } from './support/receiver.ts';
import { createOutside } from './support/outside.ts';

const ORIGIN = 'http://127.0.0.1:4726';
const BROWSER = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'User-Agent': 'Mozilla/5.0' };

const open = (emulator: Pick<Emulator, 'fetch'>, path = '/', headers = {}): Promise<Response> =>
  emulator.fetch(`${ORIGIN}${path}`, { headers: { ...BROWSER, ...headers } });

const pageOf = async (emulator: Pick<Emulator, 'fetch'>, path = '/'): Promise<string> =>
  (await open(emulator, path)).text();

const press = (
  emulator: Pick<Emulator, 'fetch'>,
  form: string,
  fields: Record<string, string> = {},
  headers: Record<string, string> = { Origin: ORIGIN },
): Promise<Response> =>
  emulator.fetch(`${ORIGIN}/__emulator/page/${form}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { ...BROWSER, ...headers },
  });

const ask = (church: FreshChurch, path: string, init: RequestInit = {}): Promise<Response> =>
  church.fetch(`${ORIGIN}${path}`, { ...init, headers: church.headers });

/** What somebody reads in a section: no tags, one space between words. */
function read(page: string, section: string): string {
  const [, part = ''] = new RegExp(`<section id="${section}"(.*?)</section>`, 's').exec(page) ?? [];
  return part
    .replace(/^[^>]*>/, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** A church that somebody has asked for something. */
async function made(...[options]: Parameters<typeof freshChurch>): Promise<FreshChurch> {
  const church = freshChurch({ people: 5, ...options });
  await church.control.counts();
  return church;
}

describe('who gets the page', () => {
  it('a browser', async () => {
    const answer = await open(freshChurch());
    expect([answer.status, answer.headers.get('Content-Type'), answer.headers.get('Vary')]).toEqual([
      200,
      'text/html; charset=utf-8',
      'Accept',
    ]);
    expect(await answer.text()).toContain('<h1>');
  });

  it.each([
    ['a program', { Accept: '*/*' }, 'GET'],
    ['a program that says nothing', {}, 'GET'],
    ['whoever asks for JSON', { Accept: 'application/json' }, 'GET'],
    ['whoever sends something', BROWSER, 'POST'],
  ])('%s gets the answer of the API instead', async (_, headers, method) => {
    const church = freshChurch();
    const init = { method, headers: { 'User-Agent': 'test', ...headers } };
    const answer = await church.fetch(`${ORIGIN}/`, init);
    expect(answer.status).toBe(401);
    expect(church.control.requests.list()).toMatchObject([{ method, url: '/', status: 401 }]);
  });

  it('a browser that asks for the head only gets nothing but that', async () => {
    const answer = await freshChurch().fetch(`${ORIGIN}/`, { method: 'HEAD', headers: BROWSER });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });
});

describe('the page shows', () => {
  it('a church by app, with addresses that can be opened', async () => {
    const church = await made();
    const page = await pageOf(church);
    const { people, giving } = await church.control.counts();
    expect(read(page, 'church')).toContain('Giving ');
    for (const counts of [people, giving])
      for (const [type, count] of Object.entries(counts))
        expect(read(page, 'church')).toContain(` ${type} ${count.toLocaleString('en-US')} `);
    expect(page).toMatch(
      /href="http:\/\/emulator:emulator-secret@127\.0\.0\.1:4726\/people\/v2\/people"[^>]*>Person</,
    );
    expect(page).not.toMatch(/>Email<\/a>\s*<\/dt>\s*<dd class="number">0/);
  });

  it('only addresses that answer, each with a list of that type', async () => {
    const church = await made({ people: 20 });
    const links = [
      ...(await pageOf(church)).matchAll(/href="http:\/\/emulator:emulator-secret@([^"]+)"[^>]*>(\w+)</g),
    ];
    expect(links.length).toBeGreaterThan(60);
    for (const [, address = '', type] of links) {
      const answer = await ask(church, address.slice(address.indexOf('/')));
      const { data } = (await answer.json()) as { data: { type: string } | { type: string }[] };
      expect([address, answer.status, [data].flat()[0]?.type]).toEqual([address, 200, type]);
    }
  });

  it('how to reach the emulator, with its credentials', async () => {
    const emulator = createEmulator({ people: 3, applicationId: 'it’s "mine"', secret: "s'cret&" });
    const page = await pageOf(emulator);
    expect(read(page, 'reach')).toContain('API http://127.0.0.1:4726 ');
    expect(read(page, 'reach')).toContain('Uploads http://127.0.0.1:4726/v2/files ');
    expect(read(page, 'reach')).toContain('Access token pco_tok_emulator ');
    expect(page).toContain(
      'curl -u &#39;it’s &quot;mine&quot;:s&#39;\\&#39;&#39;cret&amp;&#39; &#39;http://127.0.0.1:4726/people/v2/people?per_page=1&#39;',
    );
  });

  it('the last requests, with what they met', async () => {
    const church = await made({ rateLimit: { limit: 100 } });
    church.control.faults.set([{ fault: 'error', status: 503, nth: 2 }]);
    await ask(church, '/people/v2/me');
    await ask(church, '/people/v2/people', { method: 'POST', body: '{}' });
    const shown = read(await pageOf(church), 'requests');
    expect(shown).toContain('2 requests, 0 writes carried out 200 × 1 503 × 1 ');
    expect(shown).toMatch(
      /503 POST \/people\/v2\/people error [\d.]+ m?s 200 GET \/people\/v2\/me [\d.]+ m?s 1$/,
    );
  });

  it('no more than the last twenty requests, the latest first', async () => {
    const church = await made();
    for (let sent = 1; sent <= 25; sent += 1) await ask(church, `/people/v2/people/${sent}`);
    const shown = [...read(await pageOf(church), 'requests').matchAll(/GET \/people\/v2\/people\/(\d+)/g)];
    expect(shown.map(([, id]) => Number(id))).toEqual(Array.from({ length: 20 }, (_, index) => 25 - index));
  });

  it('nothing of what somebody sent as HTML', async () => {
    const hostile = `'"><script>alert(1)</script><img src=x onerror=alert(2)>`;
    const receiver = receiveInProcess();
    const church = await made({
      deliver: receiver.deliver,
      churches: [{ subdomain: 'grace', name: hostile }],
    });
    const subscription = { name: 'people.v2.events.person.created', url: `https://app.example/?${hostile}` };
    await ask(church, '/webhooks/v2/webhook_subscriptions', {
      method: 'POST',
      body: JSON.stringify({ data: { attributes: subscription } }),
    });
    await ask(church, '/people/v2/people', {
      method: 'POST',
      body: JSON.stringify({ data: { attributes: { first_name: 'A', last_name: 'B' } } }),
    });
    await church.control.webhooks.settle();
    church.control.faults.set([{ fault: 'latency', milliseconds: 0, path: `/${hostile}` }]);
    await ask(church, `/people/v2/people?filter=created_since&x=${hostile}`);
    await ask(church, `/${hostile}`);
    await ask(church, '/people/v2/people?x=&lt;img&gt;');
    expect(await pageOf(church)).toContain('?x=&amp;lt;img&amp;gt;');
    for (const path of ['/', '/?church=grace', `/?${new URLSearchParams({ church: hostile })}`]) {
      const page = await pageOf(church, path);
      expect(page).not.toMatch(/<img|onerror=alert\(2\)>/);
      expect(page.match(/<script/g)).toHaveLength(1);
    }
    expect(receiver.received).toHaveLength(1);
    const refused = await (await press(church, 'add-fault', { rule: hostile })).text();
    expect(refused).not.toContain('<img');
    expect(refused).toContain('The rule must be JSON');
  });

  it('how much of the rate limit is spent', async () => {
    const church = await made({ rateLimit: { limit: 10, period: 20, window: 'sliding-log' } });
    for (let sent = 0; sent < 3; sent += 1) await ask(church, '/people/v2/me');
    const page = await pageOf(church);
    expect(read(page, 'rate-limit')).toContain('3 of 10 requests in 20 seconds Window sliding-log');
    expect(page).toContain('<rect class="good" width="30" ');
    church.control.rateLimit.letOthersSpend(2);
    expect(read(await pageOf(church), 'rate-limit')).toContain('others make 2 a second');
    church.control.rateLimit.change(false);
    expect(read(await pageOf(church), 'rate-limit')).toBe('Rate limit There is none.');
  });

  it('the clock', async () => {
    const church = freshChurch();
    church.control.clock.freeze(new Date('2026-06-01T09:00:00Z'));
    expect(read(await pageOf(church), 'clock')).toMatch(/2026-06-01 09:00:00 UTC frozen Resume/);
    church.control.clock.resume();
    expect(read(await pageOf(church), 'clock')).toMatch(/UTC running Freeze/);
  });

  it('the rules in force and how often they had a say', async () => {
    const church = await made();
    expect(read(await pageOf(church), 'faults')).toContain('Nothing goes wrong.');
    church.control.faults.set([
      { fault: 'latency', milliseconds: 0, path: '/people/**', times: 1 },
      { fault: 'firewall', every: 2, method: ['GET', 'PUT'] },
      { fault: 'rate-limit', nth: 9, retryAfter: { date: 5 } },
    ]);
    for (let sent = 0; sent < 3; sent += 1) await ask(church, '/people/v2/me');
    expect(read(await pageOf(church), 'faults')).toContain(
      'latency milliseconds 0, path /people/**, times 1 3 1 Off firewall every 2, method GET or PUT 3 1 Off rate-limit nth 9, retryAfter {&quot;date&quot;:5} 3 0 Off',
    );
  });

  it('deliveries, and what came back', async () => {
    const receiver = receiveInProcess();
    const church = await made({ deliver: receiver.deliver });
    const subscription = { name: 'people.v2.events.person.created', url: 'https://app.example/hooks' };
    await ask(church, '/webhooks/v2/webhook_subscriptions', {
      method: 'POST',
      body: JSON.stringify({ data: { attributes: subscription } }),
    });
    expect(read(await pageOf(church), 'deliveries')).toBe('Webhook deliveries None yet.');
    church.control.clock.freeze(new Date('2026-06-01T09:00:00Z'));
    receiver.answer(500);
    await ask(church, '/people/v2/people', {
      method: 'POST',
      body: JSON.stringify({ data: { attributes: { first_name: 'Ada', last_name: 'Rolfe' } } }),
    });
    await church.control.webhooks.settle();
    receiver.answer(200);
    await church.control.clock.advance(30_000);
    expect(read(await pageOf(church), 'deliveries')).toMatch(
      /200 people\.v2\.events\.person\.created \d+: https:\/\/app\.example\/hooks 2 09:00:30 500 people\.v2\.events\.person\.created \d+: https:\/\/app\.example\/hooks 1 09:00:00$/,
    );
    church.control.clock.freeze(new Date('2026-06-02T09:00:00Z'));
    expect(read(await pageOf(church), 'deliveries')).toContain('2 2026-06-01 09:00:30');
  });

  it('what was asked for and is not modelled', async () => {
    const church = await made();
    expect(await pageOf(church)).not.toContain('Not modelled');
    await ask(church, '/people/v2/people?filter=created_since');
    expect(read(await pageOf(church), 'not-modelled')).toContain(
      'filter=created_since of people in people GET /people/v2/people?filter=created_since 1',
    );
  });
});

describe('looking at the page', () => {
  it('makes no church, and says that there is none yet', async () => {
    const { emulator, seedings } = createOutside({ churches: [{ subdomain: 'grace' }] });
    const page = await pageOf(emulator);
    expect(read(page, 'church')).toBe(
      'The church emulator Nobody has asked for this church yet, so it has not been made. Make it',
    );
    await pageOf(emulator, '/?church=grace');
    expect(seedings()).toBe(0);
    await press(emulator, 'make-church', { church: 'grace' });
    expect(seedings()).toBe(1);
    expect(emulator.control.churches()).toMatchObject([
      { subdomain: 'emulator', isMade: false },
      { subdomain: 'grace', isMade: true },
    ]);
  });

  it('is not logged, counted against the limit or met by faults', async () => {
    const church = await made({ rateLimit: { limit: 10 } });
    church.control.faults.set([{ fault: 'error' }]);
    expect((await open(church)).status).toBe(200);
    expect((await press(church, 'freeze-clock')).status).toBe(303);
    expect(church.control.requests.counters().requests).toBe(0);
    expect(church.control.rateLimit.state()).toMatchObject({ spent: 0 });
    expect(church.control.faults.report()).toMatchObject([{ seen: 0 }]);
  });

  it('needs no User-Agent, and has no favicon that would stand in the log', async () => {
    const church = freshChurch();
    const answer = await church.fetch(`${ORIGIN}/`, { headers: { Accept: 'text/html' } });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('<link rel="icon" href="data:');
  });

  it('of a church that does not exist says which ones there are', async () => {
    const church = freshChurch({ churches: [{ subdomain: 'grace' }] });
    const answer = await open(church, '/?church=garce');
    expect([answer.status, await answer.text()]).toEqual([
      404,
      expect.stringContaining('There is no church garce. There are: emulator, grace.'),
    ]);
  });

  it('of another church shows its records and how to get a token of it, but no credentials of the first', async () => {
    const church = freshChurch({ people: 5, churches: [{ subdomain: 'grace', name: 'Grace', people: 3 }] });
    await church.control.church('grace').counts();
    const page = await pageOf(church, '/?church=grace');
    expect(page).toMatch(/<a\s+href="\/\?church=grace"\s+aria-current="page"/);
    expect(read(page, 'church')).toContain('Grace 3 people, ');
    expect(page).not.toContain('emulator-secret@');
    expect(page).toContain('/__emulator/sign-in&#39; -d &#39;{&quot;church&quot;:&quot;grace&quot;}&#39;');
    expect(page).toContain('<input type="hidden" name="church" value="grace"');
    // An emulator with one church has nothing to choose from.
    expect(await pageOf(freshChurch())).not.toContain('<nav');
  });
});

describe('a form', () => {
  it('resets the church that somebody looks at', async () => {
    const church = freshChurch({ people: 5, churches: [{ subdomain: 'grace', people: 3 }] });
    const person = { data: { type: 'Person', id: '1', attributes: { first_name: 'Ada' } } };
    const grace = church.control.church('grace');
    const before = [await church.control.counts(), await grace.counts()];
    await church.control.load('people', person);
    await grace.load('people', person);
    const answer = await press(church, 'reset-church', { church: 'grace' });
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/?church=grace#church']);
    expect(await grace.counts()).toEqual(before[1]);
    expect(await church.control.counts()).not.toEqual(before[0]);
    expect((await press(church, 'reset-church')).headers.get('Location')).toBe('/#church');
    expect(await church.control.counts()).toEqual(before[0]);
  });

  it('freezes, advances and resumes the clock', async () => {
    const { fetch, control } = freshChurch();
    await press({ fetch }, 'freeze-clock');
    const frozen = control.clock.now();
    expect(control.clock.isFrozen).toBe(true);
    await press({ fetch }, 'advance-clock', { milliseconds: '3600000' });
    expect(control.clock.now() - frozen).toBe(3_600_000);
    await press({ fetch }, 'resume-clock');
    expect(control.clock.isFrozen).toBe(false);
  });

  it('switches each ready fault on and off again, and the others go on counting', async () => {
    const church = await made();
    const switches = [
      ...(await pageOf(church)).matchAll(
        /name="rule" value="([^"]*)"\s*\/><button[^>]*class="switch"\s+aria-pressed="false"/g,
      ),
    ].map(([, rule = '']) => rule.replaceAll('&quot;', '"'));
    expect(switches.length).toBeGreaterThanOrEqual(7);
    for (const rule of switches) await press(church, 'add-fault', { rule });
    expect(church.control.faults.report().map(({ rule }) => rule)).toEqual(
      switches.map((rule) => JSON.parse(rule) as unknown),
    );
    expect((await pageOf(church)).match(/aria-pressed="true"/g)).toHaveLength(switches.length);
    church.control.faults.set([{ fault: 'lag', milliseconds: 1 }]);
    for (const rule of switches) await press(church, 'add-fault', { rule });
    await church.fetch(`${ORIGIN}/nowhere`).catch(() => {});
    for (const rule of switches) await press(church, 'remove-fault', { rule });
    expect(church.control.faults.report()).toMatchObject([{ rule: { fault: 'lag' }, seen: 1 }]);
    await press(church, 'clear-faults');
    expect(church.control.faults.report()).toEqual([]);
  });

  it('lets tokens expire, spends the budget and forgets requests', async () => {
    const church = await made({ rateLimit: { limit: 10 } });
    const { accessToken } = await church.control.signIn();
    const me = async (): Promise<number> => {
      const headers = { Authorization: `Bearer ${accessToken}`, 'User-Agent': 'test' };
      return (await church.fetch(`${ORIGIN}/people/v2/me`, { headers })).status;
    };
    expect(await me()).toBe(200);
    await press(church, 'spend-budget');
    expect(await me()).toBe(429);
    await press(church, 'expire-tokens');
    expect(await me()).toBe(401);
    await press(church, 'forget-requests');
    expect(church.control.requests.list()).toEqual([]);
  });

  it.each([
    ['add-fault', { rule: '{"fault":"x"}' }, 'must be one of latency'],
    ['add-fault', { rule: 'null' }, 'must be an object'],
    ['add-fault', {}, 'The rule must be JSON'],
    ['advance-clock', { milliseconds: '-1' }, 'must be a number of milliseconds from 0'],
    ['advance-clock', {}, 'must be a number of milliseconds from 0'],
    ['spend-budget', {}, 'there is no limit'],
    ['reset-church', { church: 'garce' }, 'There is no church garce.'],
  ])('%s of %j is refused with a reason', async (form, fields, reason) => {
    const answer = await press(freshChurch(), form, fields);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(new RegExp(`role="alert"[^>]*>[^<]*${reason}`));
  });

  it('that does not exist is no page', async () => {
    expect((await press(freshChurch(), 'constructor')).status).toBe(404);
  });

  it.each(['https://evil.test', 'http://127.0.0.1:4727', 'null'])(
    'on a page of %s changes nothing',
    async (origin) => {
      const church = await made({ rateLimit: { limit: 10 } });
      await ask(church, '/people/v2/me');
      const page = await pageOf(church);
      const forms = new Set(
        [...page.matchAll(/action="\/__emulator\/page\/([\w-]+)"/g)].map(([, name]) => name),
      );
      expect(forms.size).toBeGreaterThan(5);
      for (const form of forms) {
        const fields = { rule: '{"fault":"firewall"}', milliseconds: '3600000' };
        const answer = await press(church, form ?? '', fields, { Origin: origin });
        expect([form, answer.status]).toEqual([form, 403]);
      }
      const { control } = church;
      expect([control.clock.isFrozen, control.faults.report(), control.requests.list().length]).toEqual([
        false,
        [],
        1,
      ]);
      expect(control.rateLimit.state()).toMatchObject({ spent: 1 });
    },
  );
});
