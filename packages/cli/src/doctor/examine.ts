import { APP_NAMES, describeApps } from '@tspco/catalog';
import type { PCO } from 'tspco';
import { whoAmI } from '../auth/who-am-i.ts';
import type { DoctorOptions } from '../commands/doctor.ts';
import { chooseCredentials, credentialsVariableIn, type Chosen } from '../credentials/choose-credentials.ts';
import { sessionOf } from '../credentials/create-client.ts';
import { describeProfile } from '../credentials/describe-profile.ts';
import { EXIT } from '../exit-codes.ts';
import { explainError } from '../explain-error.ts';
import type { Invocation } from '../invocation.ts';
import { VERSION } from '../version.ts';
import { examineApp, type AppFinding } from './examine-app.ts';
import { reportText } from './report-text.ts';

/** Everything that was found. */
export interface Report {
  readonly pco: string;
  readonly node: string;
  readonly credentials: string;
  readonly church: string | undefined;
  readonly person: string | undefined;
  readonly scopes: readonly string[] | undefined;
  readonly apps: readonly AppFinding[];
  /** By how many seconds this machine's clock is ahead of the server's. */
  readonly clockAhead: number | undefined;
  readonly rate: { readonly limit: number | undefined; readonly used: number; readonly period: number };
  readonly problems: readonly Problem[];
}

/** What is wrong, and what most likely helps. */
interface Problem {
  readonly problem: string;
  readonly remedy?: string | undefined;
  /** That of other commands that meet it. */
  readonly exitCode: number;
}

/** More than this, and conditions on times or signatures of webhooks begin to go wrong. */
const TOLERATED_SECONDS = 30;

/** Looks at all that can go wrong between here and Planning Center. */
export async function examine(invocation: Invocation, { format }: DoctorOptions): Promise<number> {
  const report = await findOut(invocation);
  await invocation.print(
    format === 'json' ? `${JSON.stringify(report, undefined, 2)}\n` : reportText(report, invocation.layout),
  );
  return report.problems[0]?.exitCode ?? EXIT.ok;
}

async function findOut(invocation: Invocation): Promise<Report> {
  const { context, globals } = invocation;
  const chosen = await chooseCredentials(context, globals);
  const begun = {
    pco: VERSION,
    node: process.version,
    credentials: credentialsText(chosen),
    church: undefined,
    person: undefined,
    scopes: undefined,
    apps: [],
    clockAhead: undefined,
    rate: { limit: undefined, used: 0, period: 20 },
  };
  if (chosen === undefined) {
    const remedy = 'pco auth login; or add --emulator to try pco on a practice church.';
    const problem = 'There are no credentials.';
    return { ...begun, problems: [{ problem, remedy, exitCode: EXIT.authentication }] };
  }
  let pco: PCO;
  try {
    pco = await invocation.client();
  } catch (error) {
    return { ...begun, problems: [problemOf(error)] };
  }
  return { ...begun, ...(await ask(pco, chosen, invocation)) };
}

async function ask(
  pco: PCO,
  chosen: Chosen,
  { context }: Invocation,
): Promise<Omit<Report, 'pco' | 'node' | 'credentials'>> {
  const newest = describeApps();
  const variable = chosen.from === 'environment' ? credentialsVariableIn(context.env) : undefined;
  const apps = await Promise.all(
    APP_NAMES.map((app) => examineApp(pco, app, { newest: newest.get(app)?.newest, context })),
  );
  const [who, scopes] = await Promise.all([
    whoAmI(pco).catch(() => undefined),
    scopesOf(chosen, context.env),
  ]);
  const ahead = apps.map(({ clockAhead }) => clockAhead).find((seconds) => seconds !== undefined);
  const { limit, used, period } = pco.budget;
  return {
    church: who?.church,
    person: who?.person,
    scopes,
    apps,
    clockAhead: ahead,
    rate: { limit, used, period },
    problems: problemsOf(apps, ahead, variable),
  };
}

function problemsOf(
  apps: readonly AppFinding[],
  clockAhead: number | undefined,
  variable: string | undefined,
): readonly Problem[] {
  const problems: Problem[] = [];
  if (apps.every(({ answers }) => !answers)) {
    const [first] = apps;
    problems.push(problemOf(first?.error, variable));
  } else {
    const broken = apps.filter(({ answers, access }) => !answers && access !== 'none');
    for (const { app, error } of broken) {
      const found = problemOf(error, variable);
      problems.push({ ...found, problem: `${app}: ${found.problem}` });
    }
  }
  if (clockAhead !== undefined && Math.abs(clockAhead) > TOLERATED_SECONDS) {
    const way = clockAhead > 0 ? 'ahead of' : 'behind';
    problems.push({
      problem: `The clock of this machine is ${Math.abs(clockAhead)} s ${way} the server's.`,
      remedy: 'Let the system set its clock over the network.',
      exitCode: EXIT.failed,
    });
  }
  return problems;
}

function problemOf(error: unknown, variable?: string): Problem {
  const { message, remedy, exitCode } = explainError(error, variable);
  return { problem: message, remedy, exitCode };
}

async function scopesOf(
  chosen: Chosen,
  env: Invocation['context']['env'],
): Promise<readonly string[] | undefined> {
  if (chosen.from !== 'profile' || chosen.profile.kind !== 'oauth') return undefined;
  const session = await sessionOf(chosen.profile, chosen.name, env);
  return session.scopes().then(
    ({ granted }) => granted,
    () => undefined,
  );
}

function credentialsText(chosen: Chosen | undefined): string {
  switch (chosen?.from) {
    case undefined:
      return 'none';
    case 'emulator':
      return 'the practice church in this process';
    case 'environment':
      return 'the environment';
    case 'profile':
      return `the profile ${chosen.name}: ${describeProfile(chosen.profile)}`;
  }
}
