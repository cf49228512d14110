import { createPace } from './pace.js';
import { NO_PACE, play } from './play.js';
import { realTarget, startEmulator } from './targets.js';
import { UsageError } from './usage-error.js';
import { Visit } from './visit.js';

/**
 * Plays scenarios, each against an emulator of its own.
 *
 * @param {import('./scenario.js').Chapter[]} chapters
 * @param {import('./print.js').Report} report
 */
export async function askEmulator(chapters, report) {
  await each(chapters, report, async (scenario) => {
    const target = await startEmulator();
    try {
      return await play(scenario, { target, pace: NO_PACE });
    } finally {
      await target.close();
    }
  });
}

/**
 * Plays scenarios against the real service.
 *
 * @param {import('./scenario.js').Chapter[]} chapters
 * @param {import('./print.js').Report} report
 * @param {{ env: Record<string, string | undefined>, write?: boolean, exhaust?: boolean }} options
 */
export async function askService(chapters, report, { env, write = false, exhaust = false }) {
  const target = realTarget(env);
  report.hide(target.secrets);
  const pace = createPace(target);
  const apps = await openApps({ target, pace });
  report.say(`Asking ${target.apiBase}.`);
  if (write) announceWrites(chapters, report, target);
  const parts = {
    target,
    pace,
    mayWrite: write,
    mayExhaust: exhaust,
    closedApp: (app) => apps.whyClosed(app),
  };
  await each(chapters, report, (scenario) => play(scenario, parts));
}

async function each(chapters, report, judge) {
  for (const { title, scenarios } of chapters) {
    report.say(`\n${title}`);
    for (const scenario of scenarios) report.add(scenario, await judge(scenario));
  }
}

function announceWrites(chapters, report, { mark }) {
  report.say(
    `These scenarios write. What they create is named "${mark} …" where it has a name, and deleted again:`,
  );
  for (const { name, writes, emulatorOnly } of chapters.flatMap(({ scenarios }) => scenarios))
    if (writes && !emulatorOnly) report.say(`  ${name}: ${writes}`);
}

/** Which apps the credentials may read, asked once for each. Fails when there is no service at all. */
async function openApps(parts) {
  const reader = new Visit({ ...parts, scenario: { name: '', shows: [], play: async () => {} } });
  const known = new Map();
  const { status } = await reader.get('/people/v2/me').catch((error) => {
    throw new UsageError(
      `${parts.target.apiBase} cannot be reached: ${error.cause?.message ?? error.message}.`,
    );
  });
  if (status === 401) throw new UsageError('The credentials were refused (401).');
  return {
    async whyClosed(app) {
      if (!known.has(app)) known.set(app, await reader.get(`/${app}/v2`).then((answer) => answer.status));
      return known.get(app) === 200
        ? undefined
        : `the root of ${app} answers ${known.get(app)} to these credentials`;
    },
  };
}
