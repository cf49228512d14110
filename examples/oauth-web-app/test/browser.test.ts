import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { browserPath, useBrowser, withoutBrowser } from '../../../packages/emulator/test/support/browser.ts';
import { startOutside } from './support/outside.ts';

const note = browserPath === undefined ? ` (${withoutBrowser})` : '';

describe.skipIf(browserPath === undefined)(`in a browser${note}`, () => {
  const browser = useBrowser();

  async function start() {
    let fetch: (request: Request) => Response | Promise<Response> = () => new Response(null, { status: 503 });
    const server = createAdaptorServer({ fetch: (request) => fetch(request) }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const outside = await startOutside({ PUBLIC_URL: url });
    fetch = outside.restart().fetch;
    return { ...outside, url };
  }

  it.each([1200, 380])('a church is connected, read and disconnected, %i pixels wide', async (width) => {
    const { url, store } = await start();
    const page = await browser.open({ viewport: { width, height: 800 } });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    const overflow = () => page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    await page.goto(url);
    expect(await overflow()).toBe(0);
    await page.getByRole('link', { name: 'Connect with Planning Center' }).click();
    await page.locator('button.person').first().click();
    await expect.poll(() => page.locator('.scopes code').allTextContents()).toEqual(['people', 'openid']);
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('heading', { name: 'Who can be called', exact: true }).waitFor();
    expect(page.url()).toBe(`${url}/`);
    expect(await page.locator('tbody tr').count()).toBeGreaterThan(10);
    expect(await page.locator('tbody a').first().textContent()).toMatch(/\d{3}/);
    expect(await overflow()).toBe(0);
    expect(await page.evaluate('getComputedStyle(document.querySelector("main")).borderTopWidth')).toBe(
      '1px',
    );
    await page.getByRole('link', { name: 'Next' }).click();
    await page.getByText('people 51 to 60 of 60').waitFor();
    await page.getByRole('button', { name: 'Disconnect this church' }).click();
    await page.getByRole('heading', { name: 'Who can be called?' }).waitFor();
    expect(await store.names()).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('somebody denies, and is told so', async () => {
    const { url, store } = await start();
    const page = await browser.open();
    await page.goto(`${url}/connect`);
    await page.locator('button.person').first().click();
    await page.getByRole('button', { name: 'Deny' }).click();
    await page.getByRole('heading', { name: 'You did not allow it' }).waitFor();
    expect(await store.names()).toEqual([]);
  });

  it('a form of another site disconnects nobody', async () => {
    const { url, store } = await start();
    const page = await browser.open();
    await page.goto(`${url}/connect`);
    await page.locator('button.person').first().click();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('heading', { name: 'Who can be called', exact: true }).waitFor();
    const evil = createAdaptorServer({
      fetch: () =>
        new Response(`<form method="post" action="${url}/disconnect"><button>Win</button></form>`, {
          headers: { 'content-type': 'text/html' },
        }),
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void evil.close());
    await once(evil, 'listening');
    // The same host, so that the browser sends the cookies.
    await page.goto(`http://127.0.0.1:${(evil.address() as AddressInfo).port}`);
    await page.getByRole('button', { name: 'Win' }).click();
    await page.getByRole('heading', { name: 'That button was not on this page' }).waitFor();
    expect(await store.names()).toHaveLength(1);
  });
});
