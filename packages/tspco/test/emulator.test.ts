import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator, type Emulator, type EmulatorOptions } from '@tspco/emulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  getBrowserRedirectUrl,
  getCcOrgToken,
  getOAuthAccessToken,
  getOAuthRefreshToken,
  PCO,
  PCOAuthenticationError,
  PCONotFoundError,
  PCOPermissionError,
  PCOValidationError,
} from 'tspco';

const PEOPLE = '/people/v2/people';

async function start(options: EmulatorOptions = {}): Promise<{ emulator: Emulator; pco: PCO; url: string }> {
  const emulator = createEmulator({ people: 130, rateLimit: false, ...options });
  const { url, uploadUrl } = await emulator.listen();
  onTestFinished(() => emulator.close());
  const { applicationId, secret } = emulator;
  return { emulator, url, pco: new PCO({ applicationId, secret, apiBase: url, uploadUrl }) };
}

describe('reading from the emulator', () => {
  it('reads everybody, each with their own e-mails', async () => {
    const { pco } = await start();
    const list = pco.iterate(PEOPLE, { include: ['emails'], order: 'last_name' });
    const people = await list.toArray();
    expect(list.report).toMatchObject({
      completeness: 'count-matches',
      yielded: 130,
      expected: 130,
      pages: 2,
    });
    for (const { data, included } of people) {
      expect(included.map(({ relationships }) => relationships?.['person']?.data)).toEqual(
        included.map(() => ({ type: 'Person', id: data.id })),
      );
    }
    expect(people.flatMap(({ included }) => included)).toHaveLength(
      await pco.iterate('/people/v2/emails').count(),
    );
  });

  it('filters, and asks for the version that it was made for', async () => {
    const { pco } = await start();
    const { data, response } = await pco
      .get(PEOPLE, { where: { child: true }, per_page: 100 })
      .withResponse();
    expect(data.data.length).toBeGreaterThan(0);
    expect(data.data.every(({ attributes }) => attributes.child === true)).toBe(true);
    expect(response.headers.get('X-PCO-API-Processed-As-Version')).toBe('2025-11-10');
  });

  it('follows a plan to its songs', async () => {
    const { pco } = await start();
    const serviceType = await pco.iterate('/services/v2/service_types').first();
    const plans = `/services/v2/service_types/${String(serviceType?.data.id)}/plans`;
    const plan = await pco.iterate(plans, { filter: 'future', order: 'sort_date' }).first();
    const items = await pco
      .iterate(`${plans}/${String(plan?.data.id)}/items`, { include: ['song'] })
      .toArray();
    const songs = items.filter(({ data }) => data.attributes.item_type === 'song');
    expect(songs.length).toBeGreaterThan(0);
    for (const { included } of songs) expect(included.map(({ type }) => type)).toEqual(['Song']);
  });
});

describe('writing to the emulator', () => {
  it('creates, changes and deletes', async () => {
    const { pco } = await start();
    const { data: ada } = await pco.post(
      PEOPLE,
      pco.template('Person', { first_name: 'Ada', last_name: 'Rolfe' }),
    );
    await pco.post(`${PEOPLE}/${ada.id}/emails`, pco.template('Email', { address: 'ada@example.org' }));
    await pco.patch(`${PEOPLE}/${ada.id}`, pco.template('Person', { nickname: 'Addie' }));
    const read = await pco.get(`${PEOPLE}/${ada.id}`, { include: ['emails'] });
    expect(read.data.attributes).toMatchObject({ name: 'Ada Rolfe', nickname: 'Addie' });
    expect(read.included).toMatchObject([{ attributes: { address: 'ada@example.org', primary: true } }]);
    expect((await pco.delete(`${PEOPLE}/${ada.id}`)).status).toBe(204);
    await expect(pco.get(`${PEOPLE}/${ada.id}`)).rejects.toBeInstanceOf(PCONotFoundError);
    expect(await pco.iterate('/people/v2/emails', { where: { address: 'ada@example.org' } }).count()).toBe(0);
  });

  it('says which attribute is wrong', async () => {
    const { pco } = await start();
    const refused = pco.post(PEOPLE, pco.template('Person', { first_name: 'Ada' }));
    await expect(refused).rejects.toBeInstanceOf(PCOValidationError);
    await expect(refused).rejects.toMatchObject({
      statusCode: 422,
      errors: [{ title: 'Validation Error', source: { parameter: 'last_name' } }],
    });
  });

  it('uploads a picture from a path, assigns it, and fetches it again', async () => {
    const { pco } = await start();
    const folder = await mkdtemp(join(tmpdir(), 'tspco-emulator-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'avatar.png'), 'not really a picture');
    const { data: files } = await pco.upload(join(folder, 'avatar.png'));
    const { data } = await pco.patch(`${PEOPLE}/10000001`, pco.template('Person', { avatar: files[0]?.id }));
    const answer = await pco.download(String(data.attributes.avatar));
    expect(await answer.text()).toBe('not really a picture');
    expect(answer.headers.get('Content-Type')).toBe('image/png');
  });
});

describe('signing in to the emulator', () => {
  it('gets tokens by OAuth, uses them, and renews them once', async () => {
    const { emulator, url } = await start();
    const { applicationId, secret } = emulator;
    const redirectUri = 'https://app.example.org/back';
    const real = new URL(getBrowserRedirectUrl(applicationId, redirectUri, ['people'], { state: 'xyz' }));
    const consent = await fetch(`${url}${real.pathname}${real.search}`, { redirect: 'manual' });
    const back = new URL(consent.headers.get('Location') ?? '');
    expect(back.searchParams.get('state')).toBe('xyz');
    const code = back.searchParams.get('code') ?? '';
    const tokens = await getOAuthAccessToken(applicationId, secret, code, redirectUri, { apiBase: url });
    const pco = new PCO({ token: tokens.access_token, apiBase: url });
    expect(await pco.iterate(PEOPLE).count()).toBe(130);
    const refresh = String(tokens.refresh_token);
    const next = await getOAuthRefreshToken(applicationId, secret, refresh, { apiBase: url });
    expect(next.access_token).not.toBe(tokens.access_token);
    await expect(
      getOAuthRefreshToken(applicationId, secret, refresh, { apiBase: url }),
    ).rejects.toMatchObject({ errors: [{ code: 'invalid_request' }] });
  });

  it('reads, and does not write, with an organization token', async () => {
    const { url } = await start();
    expect(await getCcOrgToken('first', { apiBase: url })).toMatch(/^ort_/);
    const pco = new PCO({ ccName: 'first', apiBase: url });
    expect(await pco.iterate('/people/v2/campuses').count()).toBeGreaterThan(0);
    const refused = pco.post(PEOPLE, pco.template('Person', { first_name: 'Ada', last_name: 'Rolfe' }));
    await expect(refused).rejects.toBeInstanceOf(PCOPermissionError);
  });

  it('is told when the secret is wrong', async () => {
    const { emulator, url } = await start();
    const pco = new PCO({ applicationId: emulator.applicationId, secret: 'wrong', apiBase: url });
    await expect(pco.get(PEOPLE)).rejects.toBeInstanceOf(PCOAuthenticationError);
  });
});

it('works in the process, at the addresses of the real service', async () => {
  const emulator = createEmulator({ people: 3 });
  const { applicationId, secret, fetch } = emulator;
  const pco = new PCO({ applicationId, secret, fetch });
  expect(await pco.iterate(PEOPLE).count()).toBe(3);
  const { data } = await pco.upload(new Blob(['hello']), {}, { name: 'hello.txt' });
  expect(data[0]?.attributes).toMatchObject({ name: 'hello.txt', file_size: 5 });
});

it('says what the emulator cannot do, and that trying again is no use', async () => {
  const { pco } = await start();
  const error = await pco.get('/home/v2/me/tasks').catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ statusCode: 501, attempts: 1 });
  expect(String(error)).toContain('does not model the app Home');
  expect(String(error)).toContain('sending it again will not help');
});

it('waits when another program has used up the budget', async () => {
  const { pco, emulator } = await start({ rateLimit: { limit: 100, period: 1 } });
  await pco.get(PEOPLE);
  emulator.control.rateLimit.spend();
  const { response } = await pco.get(PEOPLE).withResponse();
  expect(response.attempts).toBeGreaterThan(1);
});
