import { describe, expect, it, onTestFinished } from 'vitest';
import { createEmulator } from '../src/emulator.ts';
import { freshChurch, type FreshChurch } from '../src/testing.ts';
import { fakeClock, MINUTE } from './support/outside.ts';
import { castOf } from './support/people.ts';

const QUERY = new URLSearchParams({
  client_id: 'emulator',
  redirect_uri: 'https://app.example.org/back',
  response_type: 'code',
  scope: 'people',
  state: 's',
});
const URL_OF_AUTHORIZE = `https://api.example.org/oauth/authorize?${QUERY}`;
const BROWSER = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'User-Agent': 'browser' };

/** A browser without a screen: it keeps its cookie, and presses buttons. */
function browse(church: FreshChurch, url = URL_OF_AUTHORIZE) {
  let cookie = '';
  let ticket = '';
  const send = async (address: string, init: RequestInit = {}): Promise<Response> => {
    const answer = await church.fetch(address, { ...init, headers: { ...BROWSER, Cookie: cookie } });
    cookie = answer.headers.get('Set-Cookie')?.split(';')[0] ?? cookie;
    const text = await answer.clone().text();
    ticket = /name="ticket" value="([^"]+)"/.exec(text)?.[1] ?? ticket;
    return answer;
  };
  return {
    ticket: () => ticket,
    open: () => send(url),
    press: async (form: Record<string, string>): Promise<Response> => {
      const init = { method: 'POST', body: new URLSearchParams({ ticket, ...form }) };
      return send('https://api.example.org/oauth/authorize', init);
    },
  };
}

describe('who gets the page', () => {
  const status = async (church: FreshChurch, headers: Record<string, string>): Promise<number> =>
    (await church.fetch(URL_OF_AUTHORIZE, { headers: { 'User-Agent': 'x', ...headers } })).status;
  const NAVIGATION = { 'Sec-Fetch-Mode': 'navigate' };

  it.each([
    ['browser', BROWSER, 200],
    ['browser', NAVIGATION, 200],
    ['browser', { Accept: '*/*' }, 302],
    ['browser', {}, 302],
    ['page', {}, 200],
    ['automatic', { ...BROWSER, ...NAVIGATION }, 302],
  ] as const)('with consent %s, %j is answered with %i', async (consent, headers, expected) => {
    expect(await status(freshChurch({ people: 5, consent }), headers)).toBe(expected);
  });

  it('is the same with prompt=none, of which nobody knows what it does', async () => {
    const church = freshChurch({ people: 5 });
    const texts = ['', '&prompt=none'].map(async (prompt) => {
      const answer = await church.fetch(`${URL_OF_AUTHORIZE}${prompt}`, { headers: BROWSER });
      expect(answer.status).toBe(200);
      return (await answer.text()).match(/<title>.*?<\/title>|<h1.*?<\/h1>/gs);
    });
    const [without, none] = await Promise.all(texts);
    expect(none).toEqual(without);
    expect(none).not.toBeNull();
  });

  it('is the same through a socket: fetch is sent back at once', async () => {
    const emulator = createEmulator({ people: 3 });
    const { url } = await emulator.listen();
    onTestFinished(() => emulator.close());
    const address = `${url}/oauth/authorize?${QUERY}`;
    const program = await fetch(address, { redirect: 'manual' });
    expect(program.status).toBe(302);
    const page = await fetch(address, { headers: BROWSER });
    expect([page.status, page.headers.get('Content-Security-Policy')]).toEqual([
      200,
      expect.stringMatching(/^default-src 'none'; style-src 'sha256-/),
    ]);
  });
});

describe('a form', () => {
  const church = freshChurch({ people: 60 });

  it('leads through signing in to the application', async () => {
    const { open, press } = browse(church);
    const { editor } = await castOf(church);
    const page = await open();
    expect(page.headers.get('Set-Cookie')).toMatch(/; Path=\/oauth; HttpOnly; SameSite=Lax$/);
    const signedIn = await press({ person: editor });
    expect([signedIn.status, signedIn.headers.get('Location')]).toEqual([303, `/oauth/authorize?${QUERY}`]);
    expect(await (await open()).text()).toContain('Emulator wants to use your account');
    const allowed = await press({ answer: 'allow' });
    expect(allowed.headers.get('Location')).toMatch(/^https:\/\/app\.example\.org\/back\?code=\w+&state=s$/);
  });

  it('works once, and in the browser that it was given to', async () => {
    const [mine, stranger] = [browse(church), browse(church)];
    await mine.open();
    await stranger.open();
    const { administrator: person } = await castOf(church);
    expect((await stranger.press({ person, ticket: mine.ticket() })).status).toBe(400);
    expect((await mine.press({ person })).status).toBe(303);
    expect((await mine.press({ person })).status).toBe(400);
  });

  it('works for ten minutes', async () => {
    const clock = fakeClock();
    const own = freshChurch({ people: 60, clock });
    const { administrator: person } = await castOf(own);
    const [early, late] = [browse(own), browse(own)];
    await early.open();
    await late.open();
    clock.advance(10 * MINUTE - 1);
    expect((await early.press({ person })).status).toBe(303);
    clock.advance(1);
    expect((await late.press({ person })).status).toBe(400);
  });

  it('cannot skip a step, whatever is written in it', async () => {
    const { open, press } = browse(church);
    await open();
    const answer = await press({ answer: 'allow' });
    expect([answer.status, answer.headers.has('Location')]).toEqual([400, false]);
  });

  it('signs nobody in who is inactive', async () => {
    const own = freshChurch({ people: 60 });
    const { viewer: person } = await castOf(own);
    const { open, press } = browse(own);
    await open();
    await own.control.load('people', {
      data: { type: 'Person', id: person, attributes: { status: 'inactive' } },
    });
    await press({ person });
    expect(await (await open()).text()).toContain('<h1>Sign in</h1>');
  });

  it('is not there without a ticket', async () => {
    const answer = await browse(church).press({ ticket: '', person: '1' });
    expect(answer.status).toBe(400);
    const init = { method: 'POST', headers: BROWSER };
    expect((await church.fetch('https://api.example.org/oauth/authorize', init)).status).toBe(404);
  });
});

it('shows the church of the host, and none that does not exist', async () => {
  const church = freshChurch({ people: 5, churches: [{ subdomain: 'grace', name: 'Grace Chapel' }] });
  const page = await browse(church, `http://grace.localhost/oauth/authorize?${QUERY}`).open();
  expect(await page.text()).toMatch(/<option value="grace"\s+selected\s*>Grace Chapel/);
  for (const url of [
    `http://stranger.localhost/oauth/authorize?${QUERY}`,
    `${URL_OF_AUTHORIZE}&emulator_church=stranger`,
  ])
    expect((await browse(church, url).open()).status).toBe(404);
});

it('says so when there is nobody to sign in', async () => {
  const page = await browse(freshChurch({ church: 'empty' })).open();
  expect(await page.text()).toContain('There is nobody in this church who could sign in.');
});

it('writes names as texts, whatever stands in them', async () => {
  const church = freshChurch({ people: 5 });
  const { administrator: id } = { administrator: '10000001' };
  const attributes = { first_name: '<script>alert(1)</script>' };
  await church.control.load('people', { data: { type: 'Person', id, attributes } });
  const text = await (await browse(church, `${URL_OF_AUTHORIZE}&emulator_search="><img>`).open()).text();
  expect(text).not.toMatch(/<script|<img/);
  expect(await (await browse(church).open()).text()).toContain('&lt;script&gt;alert(1)');
});
