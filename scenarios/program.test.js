import { createServer } from 'node:http';
import { createEmulator } from '@tspco/emulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHAPTERS } from './chapters/index.js';
import { createPace } from './program/pace.js';
import { NO_PACE, play } from './program/play.js';
import { printFacts, printScenarios, Report } from './program/print.js';
import { askService } from './program/run.js';
import { realTarget, startEmulator } from './program/targets.js';

const PEOPLE = '/people/v2/people';
const person = { data: { type: 'Person', attributes: { first_name: 'A', last_name: 'B' } } };

/** A scenario of a test. */
const scenarioOf = (values) => ({ name: 'a test', shows: [], ...values });

describe('the list of facts', () => {
  it.each(CHAPTERS.map((chapter) => [chapter.title, chapter]))(
    'of %s is shown by its scenarios, or says why not',
    (_, { facts, unshown = {}, scenarios }) => {
      const shown = new Set(scenarios.flatMap(({ shows }) => shows));
      expect([...shown].toSorted()).toEqual(Object.keys(facts).toSorted());
      expect(Object.keys(unshown).filter((fact) => fact in facts)).toEqual([]);
    },
  );

  it('has no two scenarios of one name', () => {
    const names = CHAPTERS.flatMap(({ scenarios }) => scenarios.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
  });

  it('is printed with the scenarios, and these with what they need', () => {
    const lines = [];
    const chapter = {
      title: 'Dogs',
      facts: { barking: 'dogs bark' },
      unshown: { biting: 'nobody should try' },
      scenarios: [
        scenarioOf({ name: 'a dog barks', shows: ['barking'], app: 'dogs', writes: 'a dog', needs: ['pat'] }),
      ],
    };
    printFacts([chapter], (line) => lines.push(line));
    printScenarios([chapter], (line) => lines.push(line));
    expect(lines.join('\n')).toMatch(/barking: dogs bark\n.*a dog barks\n.*biting\n.*nobody should try/);
    expect(lines.join('\n')).toMatch(/a dog barks\n.*reads dogs\n.*needs a personal.*\n.*writes: a dog/);
  });
});

describe('a scenario', () => {
  let target;
  beforeEach(async () => {
    target = await startEmulator();
  });
  afterEach(() => target.close());
  const playIt = (values, parts) => play(scenarioOf(values), { target, pace: NO_PACE, ...parts });
  const real = () => ({ ...target, isReal: true });
  const total = async () => {
    let count;
    await playIt({ play: async ({ get }) => (count = (await get(PEOPLE)).body.meta.total_count) });
    return count;
  };

  it('says what it expected and what came', async () => {
    const verdict = await playIt({ play: async ({ same }) => same('status', 404, 200) });
    expect(verdict).toEqual({ kind: 'differs', what: 'status: expected 200, got 404', leftovers: [] });
  });

  it('differs when the document is not what it looks into', async () => {
    const verdict = await playIt({ play: async ({ get }) => (await get('/bogus')).body.data.id });
    expect(verdict).toMatchObject({ kind: 'differs', what: expect.stringContaining('could not go on') });
  });

  it('is skipped for want of a record', async () => {
    const verdict = await playIt({ play: async ({ first }) => first(PEOPLE, () => false) });
    expect(verdict).toEqual({ kind: 'skipped', why: `there is no such record in ${PEOPLE}`, leftovers: [] });
  });

  it('deletes what it created, also when it fails and also what should have been refused', async () => {
    const before = await total();
    const verdict = await playIt({
      writes: 'a person',
      async play({ post, same }) {
        same('status', (await post(PEOPLE, person)).status, 422);
      },
    });
    expect(verdict).toMatchObject({ kind: 'differs', leftovers: [] });
    expect(await total()).toBe(before);
  });

  it('names what it could not delete', async () => {
    const verdict = await playIt({
      writes: 'a person',
      async play(visit) {
        const { id } = await visit.create(PEOPLE, 'Person', person.data.attributes);
        await visit.get(`${PEOPLE}/${id}`);
        // From now on nobody lets it in.
        Object.assign(target, { credentials: {} });
      },
    });
    expect(verdict).toEqual({
      kind: 'ok',
      leftovers: [expect.stringMatching(/^\/people\/v2\/people\/\d+$/)],
    });
  });

  it.each([
    ['does not say that it writes', {}, 'POST', PEOPLE],
    ['changes what it did not create', { writes: 'nothing' }, 'PATCH', `${PEOPLE}/10000001`],
    ['deletes what it did not create', { writes: 'nothing' }, 'DELETE', `${PEOPLE}/10000001`],
    ['replaces what it did not create', { writes: 'nothing' }, 'PUT', `${PEOPLE}/10000001`],
    ['creates something below what it did not create', { writes: 'x' }, 'POST', `${PEOPLE}/10000001/emails`],
    ['acts on what it did not create', { writes: 'x' }, 'POST', '/people/v2/lists/10000001/run'],
  ])('that %s is not let through', async (_, values, method, path) => {
    const before = await total();
    const verdict = await playIt({
      ...values,
      play: async ({ send }) => void (await send(method, path, { body: person })),
    });
    expect(verdict).toMatchObject({
      kind: 'differs',
      what: expect.stringContaining(`must not send ${method}`),
    });
    expect(await total()).toBe(before);
  });

  it.each([
    ['writes', { writes: 'a person' }, /--write/],
    ['uses up the limit', { exhausts: true }, /--exhaust/],
    ['is for the emulator', { emulatorOnly: 'it takes two hours' }, /two hours/],
  ])('that %s is not played against the service unasked', async (_, values, why) => {
    const play = () => Promise.reject(new Error('it was played'));
    const verdict = await playIt({ ...values, play }, { target: real() });
    expect(verdict).toEqual({ kind: 'skipped', why: expect.stringMatching(why), leftovers: [] });
  });

  it('that needs other credentials is skipped, and so is one of a closed app', async () => {
    const withoutPat = { ...real(), has: ['token'] };
    const play = () => Promise.reject(new Error('it was played'));
    expect(await playIt({ needs: ['pat'], play }, { target: withoutPat })).toMatchObject({
      kind: 'skipped',
      why: expect.stringContaining('PCO_APPLICATION_ID'),
    });
    const closedApp = async (app) => `${app} is closed`;
    expect(await playIt({ app: 'giving', play }, { target: real(), closedApp })).toMatchObject({
      why: 'giving is closed',
    });
  });
});

describe('no scenario is content with a server that', () => {
  it.each([
    ['knows nothing', 404, { errors: [{ status: '404' }] }],
    ['has nothing', 200, { data: [], links: {}, meta: { total_count: 0, count: 0 } }],
    ['lets nobody in', 401, { errors: [{ status: '401' }] }],
  ])('%s', async (_, status, document) => {
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(document));
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${server.address().port}`;
    const target = await startEmulator();
    await target.close();
    Object.assign(target, {
      apiBase: url,
      uploadUrl: `${url}/v2/files`,
      churchCenterApi: url,
      organizationTokenUrl: `${url}/sessions/tokens`,
    });
    const content = [];
    for (const { scenarios } of CHAPTERS)
      for (const { notEmulated: _, ...scenario } of scenarios)
        if ((await play(scenario, { target, pace: NO_PACE })).kind === 'ok') content.push(scenario.name);
    await new Promise((resolve) => server.close(resolve));
    expect(content).toEqual([]);
  });
});

describe('the service', () => {
  let emulator;
  let env;
  let lines;
  beforeEach(async () => {
    emulator = createEmulator({ people: 30 });
    const { url, uploadUrl } = await emulator.listen();
    env = {
      PCO_APPLICATION_ID: emulator.applicationId,
      PCO_SECRET: emulator.secret,
      PCO_API_BASE: url,
      PCO_UPLOAD_URL: uploadUrl,
    };
    lines = [];
  });
  afterEach(() => emulator.close());
  const ask = async (scenarios, options) => {
    const report = new Report({ verbose: true, print: (line) => lines.push(line) });
    await askService([{ title: 'Test', facts: {}, scenarios }], report, { env, ...options });
    return report.finish();
  };

  it('is read, and not written to without being told', async () => {
    const reading = scenarioOf({
      name: 'reading',
      app: 'people',
      play: async ({ get }) => void (await get(PEOPLE)),
    });
    const writing = scenarioOf({
      name: 'writing',
      writes: 'a person',
      play: async ({ post }) => void (await post(PEOPLE, person)),
    });
    expect(await ask([reading, writing])).toBe(0);
    expect(lines.join('\n')).toMatch(/✓ reading\n.*- writing\n.*--write/);
  });

  it('hears what will be written, before it is', async () => {
    const writing = scenarioOf({
      name: 'writing',
      writes: 'a person',
      play: async ({ post }) => void (await post(PEOPLE, person)),
    });
    expect(await ask([writing], { write: true })).toBe(0);
    const text = lines.join('\n');
    expect(text.indexOf('writing: a person')).toBeGreaterThan(-1);
    expect(text.indexOf('writing: a person')).toBeLessThan(text.indexOf('✓ writing'));
  });

  it('is not asked for an app that is closed to the credentials', async () => {
    const scenario = scenarioOf({ app: 'bogus', play: () => Promise.reject(new Error('it was played')) });
    expect(await ask([scenario])).toBe(2);
    expect(lines.join('\n')).toContain('skipped: the root of bogus answers 404 to these credentials');
  });

  it('never sees its credentials printed, as they are and encoded', async () => {
    const secrets = [emulator.secret, btoa(`${emulator.applicationId}:${emulator.secret}`)];
    const scenario = scenarioOf({ play: async ({ same }) => same('echo', secrets, []) });
    expect(await ask([scenario])).toBe(1);
    expect(lines.join('\n')).toContain('[hidden]');
    for (const secret of secrets) expect(lines.join('\n')).not.toContain(secret);
  });

  it('refuses wrong credentials, and is missed when it is not there', async () => {
    const { PCO_SECRET: _secret, ...others } = env;
    await expect(askService([], new Report(), { env: { ...others, PCO_SECRET: 'wrong' } })).rejects.toThrow(
      'refused',
    );
    await emulator.close();
    await expect(askService([], new Report(), { env })).rejects.toThrow('cannot be reached');
  });

  it.each([
    [{}, 'No credentials in the environment'],
    [{ PCO_APPLICATION_ID: 'a' }, 'only one is set'],
  ])('needs credentials: %j', (env, message) => {
    expect(() => realTarget(env)).toThrow(message);
  });
});

describe('the pace', () => {
  const answer = (status, headers = {}) => ({ status, headers: new Headers(headers) });

  it('leaves room for others, and repeats what was refused once, as late as it is told', async () => {
    let now = 0;
    const pace = createPace({ now: () => now, wait: async (milliseconds) => void (now += milliseconds) });
    const sent = [];
    const answers = [answer(200), answer(200), answer(429, { 'Retry-After': '7' }), answer(200)];
    const send = async () => {
      sent.push(now);
      return answers.shift();
    };
    for (let index = 0; index < 3; index++) expect((await pace.politely(send)).status).toBe(200);
    expect(sent).toEqual([0, 400, 800, 7800]);
  });
});
