import type { ConsoleMessage, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEmulator } from '../src/emulator.ts';
import type { Emulator, Listening } from '../src/emulator-interface.ts';
import { browserPath, useBrowser, withoutBrowser } from './support/browser.ts';
import { basic } from './support/outside.ts';
import { startReceiver } from './support/receiver.ts';

const note = browserPath === undefined ? ` (${withoutBrowser})` : '';

describe.skipIf(browserPath === undefined)(`the page in a browser${note}`, () => {
  const browser = useBrowser();
  const emulator = createEmulator({
    people: 30,
    rateLimit: false,
    churches: [{ subdomain: 'grace', name: 'Grace Chapel', people: 5 }],
  });
  const { control } = emulator;
  let place: Listening;

  beforeAll(async () => {
    place = await emulator.listen();
  });
  afterAll(() => emulator.close());
  beforeEach(() => {
    control.faults.clear();
    control.requests.clear();
  });

  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${place.url}${path}`, { ...init, headers: { Authorization: basic(emulator) } });
  const open = async (...[options]: Parameters<typeof browser.open>): Promise<Page> => {
    const page = await browser.open(options);
    await page.goto(place.url);
    return page;
  };
  const live = (page: Page): Promise<void> => page.locator('#state.live').waitFor();
  /** Puts a mark on the document that a reload would wipe off. */
  const mark = (page: Page) => page.evaluate('document.marked = true');
  const isMarked = (page: Page) => page.evaluate('document.marked === true');

  it('shows a request without being reloaded', async () => {
    const page = await open();
    await mark(page);
    await ask('/people/v2/people?per_page=1&x=<script>');
    await page.getByText('/people/v2/people?per_page=1&x=%3Cscript%3E').waitFor();
    expect(await isMarked(page)).toBe(true);
  });

  it('a switch lets real requests fail, and "All off" ends it', async () => {
    const page = await open();
    await live(page);
    await mark(page);
    await page.getByRole('button', { name: 'Firewall page' }).click();
    await page.locator('[aria-pressed=true]').waitFor();
    expect((await ask('/people/v2/me')).status).toBe(403);
    await page.getByRole('button', { name: 'All faults off' }).click();
    await page.getByText('Nothing goes wrong.').waitFor();
    expect((await ask('/people/v2/me')).status).toBe(200);
    expect(await isMarked(page)).toBe(true);
    expect(await page.evaluate('document.activeElement.id')).toBe('faults-title');
  });

  it('keeps the focus, what is unfolded, what is being written and where one has scrolled to', async () => {
    const page = await open({ viewport: { width: 380, height: 500 } });
    await live(page);
    await page.locator('#app-people summary').click();
    await page.locator('#own-rule summary').click();
    await page.locator('#rule').fill('{"fault":');
    await page.getByRole('button', { name: 'Advance by 1 hour' }).focus();
    const scrolled = await page.evaluate('scrollY');
    const created = await ask('/people/v2/people', {
      method: 'POST',
      body: JSON.stringify({ data: { attributes: { first_name: 'Ada', last_name: 'Rolfe' } } }),
    });
    expect(created.status).toBe(201);
    // Behind the list of requests, so that all of the page has been renewed when it comes.
    control.faults.add({ fault: 'latency', milliseconds: 0 });
    await page.getByRole('button', { name: 'latency off' }).waitFor();
    expect(await page.evaluate('document.activeElement.ariaLabel')).toBe('Advance by 1 hour');
    expect(await page.locator('#app-people').getAttribute('open')).toBe('');
    expect(await page.locator('#rule').inputValue()).toBe('{"fault":');
    expect(scrolled).toBeGreaterThan(500);
    expect(await page.evaluate('scrollY')).toBeGreaterThanOrEqual(Number(scrolled));
  });

  it('asks for nothing while nobody sees it', async () => {
    const page = await browser.open();
    await page.clock.install();
    await page.goto(place.url);
    await live(page);
    let asked = 0;
    page.on('request', () => (asked += 1));
    const turn = (hidden: boolean): Promise<unknown> =>
      page.evaluate(`
        Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      `);
    await turn(true);
    asked = 0;
    await page.clock.runFor(60_000);
    expect(asked).toBe(0);
    const next = page.waitForRequest(`${place.url}/`);
    await turn(false);
    await next;
  });

  it('a rule of one’s own is added, and one that makes no sense is refused with the reason', async () => {
    const page = await open();
    await live(page);
    await page.locator('#own-rule summary').click();
    await page.locator('#rule').fill('{"fault":"sloow"}');
    await page.keyboard.press('Enter');
    await page.getByText('faults[0].fault must be one of').waitFor();
    expect(await page.locator('#rule').inputValue()).toBe('{"fault":"sloow"}');
    await page.locator('#rule').fill('{"fault":"slow","bytesPerSecond":1000}');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'slow off' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await page.locator('#rule').inputValue()).toBe('');
    expect(control.faults.report()).toMatchObject([{ rule: { fault: 'slow', bytesPerSecond: 1000 } }]);
  });

  it('says when the emulator is gone, and goes on when it is back', async () => {
    const other: Emulator = createEmulator({ church: 'empty' });
    const { url, port } = await other.listen();
    const page = await browser.open();
    await page.goto(url);
    await live(page);
    await other.close();
    await page.getByText('The emulator does not answer').waitFor();
    const again = createEmulator({ church: 'empty', accessToken: 'another-token' });
    await again.listen(port);
    try {
      await page.getByText('another-token').waitFor();
      await live(page);
    } finally {
      await again.close();
    }
  });

  it('the list behind a vertex opens with the credentials of the emulator', async () => {
    const page = await open();
    await page.locator('#app-people summary').click();
    const answered = page.waitForResponse(
      (answer) => answer.url().endsWith('/people/v2/people') && answer.ok(),
    );
    await page.getByRole('link', { name: 'Person', exact: true }).click();
    const { data } = (await (await answered).json()) as { data: unknown[] };
    expect(data.length).toBeGreaterThan(0);
  });

  it('a command is copied', async () => {
    const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    const told = page.getByText('Copied').waitFor();
    await page.getByRole('button', { name: 'Copy' }).click();
    await told;
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      `curl -u 'emulator:emulator-secret' '${place.url}/people/v2/people?per_page=1'`,
    );
  });

  it('nothing violates its own policy, whatever is pressed', async () => {
    const page = await browser.open();
    const complaints: string[] = [];
    page.on('console', (message: ConsoleMessage) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(place.url);
    await live(page);
    await page.getByRole('button', { name: 'Freeze' }).click();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('button', { name: 'Freeze' }).waitFor();
    await page.getByRole('link', { name: 'Grace Chapel' }).click();
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByText('5 people').waitFor();
    expect(complaints).toEqual([]);
  });

  it.each([
    ['very narrow', 320],
    ['narrow', 380],
    ['wide', 1280],
  ])('everything fits on a %s screen', async (_, width) => {
    const receiver = await startReceiver();
    const url = `${receiver.url}?${'long'.repeat(50)}`;
    control.webhooks.configure({ duplicates: 1 });
    const subscribed = await ask('/webhooks/v2/webhook_subscriptions', {
      method: 'POST',
      body: JSON.stringify({ data: { attributes: { name: 'people.v2.events.person.created', url } } }),
    });
    await ask('/people/v2/people', {
      method: 'POST',
      body: JSON.stringify({ data: { attributes: { first_name: 'Ada', last_name: 'Rolfe' } } }),
    });
    await control.webhooks.settle();
    // Nothing is tried again, and a day later deliveries are shown with their dates.
    const { data } = (await subscribed.json()) as { data: { id: string } };
    await ask(`/webhooks/v2/webhook_subscriptions/${data.id}`, { method: 'DELETE' });
    await control.clock.advance(24 * 60 * 60 * 1000);
    control.faults.set([
      { fault: 'latency', milliseconds: 1, jitter: 2, path: `/people/**${'/long'.repeat(30)}` },
      { fault: 'error', status: 503, method: 'PUT' },
    ]);
    await ask(`/people/v2/people?filter=created_since&where[search_name]=${'long'.repeat(300)}`);
    const page = await open({ viewport: { width, height: 800 } });
    await live(page);
    expect(await page.locator('#deliveries').getByText('again').count()).toBeGreaterThan(0);
    expect(await page.locator('#deliveries time').first().textContent()).toMatch(/^\d{4}-\d\d-\d\d \d\d:/);
    for (const id of ['app-people', 'reset', 'own-rule']) await page.locator(`#${id} summary`).click();
    // Neither the page nor any of its cards.
    const overflow = `[document.documentElement, ...document.querySelectorAll('section')]
      .filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.id || box.nodeName)`;
    expect(await page.evaluate(overflow)).toEqual([]);
    expect(await page.locator('section').count()).toBe(8);
  });

  it('no script is needed', async () => {
    const page = await open({ javaScriptEnabled: false });
    await page.getByRole('button', { name: 'Firewall page' }).click();
    await page.waitForURL(`${place.url}/#faults`);
    expect((await ask('/people/v2/me')).status).toBe(403);
    expect(await page.locator('#requests').textContent()).toContain('None yet.');
    await page.getByRole('button', { name: 'All faults off' }).click();
    await page.getByText('Nothing goes wrong.').waitFor();
    expect((await ask('/people/v2/me')).status).toBe(200);
    expect(await page.locator('#requests').textContent()).toContain('/people/v2/me');
    expect(await page.getByRole('button', { name: 'Copy' }).isVisible()).toBe(false);
  });
});
