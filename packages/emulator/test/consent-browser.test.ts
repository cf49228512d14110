import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEmulator } from '../src/emulator.ts';
import type { Listening } from '../src/emulator-interface.ts';
import { browserPath, useBrowser, withoutBrowser } from './support/browser.ts';

const VERIFIER = 'a-verifier-that-only-this-program-knows-and-is-long';
const note = browserPath === undefined ? ` (${withoutBrowser})` : '';

describe.skipIf(browserPath === undefined)(`in a browser${note}`, () => {
  const browser = useBrowser();
  const emulator = createEmulator({
    people: 60,
    churches: [{ subdomain: 'grace', name: 'Grace & Hope <Chapel>', people: 10 }],
    applications: [{ id: 'phone', name: 'Sunday <Phone>' }],
  });
  // The application that the browser is sent back to.
  const application = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html').end('<title>The application</title>');
  });
  let place: Listening;
  let callback = '';

  beforeAll(async () => {
    place = await emulator.listen();
    application.listen(0, '127.0.0.1');
    await once(application, 'listening');
    callback = `http://127.0.0.1:${(application.address() as AddressInfo).port}/callback`;
  });
  afterAll(async () => {
    await emulator.close();
    application.closeAllConnections();
    application.close();
  });

  const authorizeUrl = (parameters: Record<string, string> = {}): string => {
    const query = new URLSearchParams({
      client_id: 'phone',
      redirect_uri: callback,
      response_type: 'code',
      scope: 'openid people services',
      state: 'a&b',
      code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
      code_challenge_method: 'S256',
      ...parameters,
    });
    return `${place.url}/oauth/authorize?${query}`;
  };
  const people = (page: Page) => page.locator('button.person');
  const cameBack = async (page: Page): Promise<Record<string, string>> => {
    await page.waitForURL((url) => url.href.startsWith(callback));
    const url = new URL(page.url());
    expect(`${url.origin}${url.pathname}`).toBe(callback);
    return Object.fromEntries(url.searchParams);
  };
  const userOf = async (code: string | undefined): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${place.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: 'phone',
        code: code ?? '',
        redirect_uri: callback,
        code_verifier: VERIFIER,
      }),
    });
    const { access_token } = (await answer.json()) as { access_token: string };
    const headers = { Authorization: `Bearer ${access_token}` };
    const user = await fetch(`${place.url}/oauth/userinfo`, { headers });
    return (await user.json()) as Record<string, unknown>;
  };

  it('somebody signs in, allows, and the application gets tokens of that person', async () => {
    const page = await browser.open();
    await page.goto(authorizeUrl());
    await expect.poll(() => page.title()).toBe('Sign in');
    expect(await people(page).count()).toBeGreaterThanOrEqual(4);
    const name = await people(page).nth(1).locator('strong').textContent();
    await people(page).nth(1).click();
    expect(await page.locator('h1').textContent()).toBe('Sunday <Phone> wants to use your account');
    expect(await page.locator('.scopes code').allTextContents()).toEqual(['openid', 'people', 'services']);
    expect(await page.locator('.person strong').textContent()).toBe(name);
    await page.getByRole('button', { name: 'Allow' }).click();
    const { code, state } = await cameBack(page);
    expect(state).toBe('a&b');
    expect(await userOf(code)).toMatchObject({ name, organization_id: '10000001' });
  });

  it('somebody denies, and the application is told', async () => {
    const page = await browser.open();
    await page.goto(authorizeUrl());
    await people(page).first().click();
    await page.getByRole('button', { name: 'Deny' }).click();
    expect(await cameBack(page)).toEqual({ error: 'access_denied', state: 'a&b' });
  });

  it('the browser remembers who signed in, until it is asked again', async () => {
    const page = await browser.open();
    await page.goto(authorizeUrl());
    await people(page).nth(2).click();
    await page.goto(authorizeUrl({ state: 'again' }));
    expect(await page.locator('h1').textContent()).toContain('wants to use your account');
    for (const prompt of ['login', 'select_account']) {
      await page.goto(authorizeUrl({ prompt }));
      await expect.poll(() => page.title()).toBe('Sign in');
    }
    const first = people(page).first();
    const name = await first.locator('strong').textContent();
    await first.click();
    expect(await page.locator('.person strong').textContent()).toBe(name);
    await page.getByRole('link', { name: 'Use another account' }).click();
    await expect.poll(() => page.title()).toBe('Sign in');
  });

  it('somebody is found by name and by e-mail address', async () => {
    const page = await browser.open();
    await page.goto(authorizeUrl());
    const email = await people(page).nth(1).locator('small').first().textContent();
    await page.getByLabel('Name or e-mail address').fill(email ?? '');
    await page.keyboard.press('Enter');
    await page.getByText(`Found for “${email}”`).waitFor();
    expect(await people(page).locator('small').first().textContent()).toBe(email);
    await page.getByLabel('Name or e-mail address').fill('<nobody>');
    await page.getByRole('button', { name: 'Search' }).click();
    expect(await page.locator('p.box').textContent()).toBe('Nobody was found for “<nobody>”.');
    await page.getByLabel('Name or e-mail address').fill('');
    await page.getByRole('button', { name: 'Search' }).click();
    await people(page).first().click();
    await page.getByRole('button', { name: 'Allow' }).click();
    expect(await cameBack(page)).toEqual({ code: expect.any(String), state: 'a&b' });
  });

  it('somebody of another church signs in', async () => {
    const page = await browser.open();
    await page.goto(authorizeUrl());
    await page.getByLabel('Church').selectOption('grace');
    await page.getByRole('button', { name: 'Change' }).click();
    expect(await page.locator('option[selected]').textContent()).toBe('Grace & Hope <Chapel>');
    await people(page).first().click();
    expect(await page.locator('.box').textContent()).toContain('at Grace & Hope <Chapel>');
    await page.getByRole('button', { name: 'Allow' }).click();
    expect(await userOf((await cameBack(page))['code'])).toMatchObject({
      organization_id: '10000002',
      organization_name: 'Grace & Hope <Chapel>',
    });
  });

  it('a form works once, also when the browser goes back to it', async () => {
    const page = await browser.open();
    await page.goto(authorizeUrl());
    await people(page).first().click();
    const ticket = await page.locator('input[name=ticket]').inputValue();
    await page.getByRole('button', { name: 'Deny' }).click();
    const again = await page.request.post(`${place.url}/oauth/authorize`, {
      form: { ticket, answer: 'allow' },
      maxRedirects: 0,
    });
    expect([again.status(), await again.text()]).toEqual([400, expect.stringContaining('too old')]);
  });

  it.each([
    ['narrow', 380],
    ['wide', 1280],
  ])('everything fits on a %s screen', async (_, width) => {
    const page = await browser.open({ viewport: { width, height: 800 } });
    const overflow = () => page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    await page.goto(authorizeUrl());
    expect(await overflow()).toBe(0);
    await people(page).first().click();
    await page.locator('.actions').waitFor();
    expect(await overflow()).toBe(0);
  });

  it('the pages have their style, light and dark', async () => {
    const grounds: unknown[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.open({ colorScheme });
      await page.goto(authorizeUrl());
      grounds.push(await page.evaluate('getComputedStyle(document.body).backgroundColor'));
    }
    expect(grounds).toEqual(['rgb(244, 245, 247)', 'rgb(19, 22, 27)']);
  });

  it('no script is needed', async () => {
    const page = await browser.open({ javaScriptEnabled: false });
    await page.goto(authorizeUrl());
    await people(page).first().click();
    await page.getByRole('button', { name: 'Allow' }).click();
    expect(await cameBack(page)).toEqual({ code: expect.any(String), state: 'a&b' });
  });
});
