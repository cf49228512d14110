import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEmulator, type Emulator, type EmulatorOptions } from '@tspco/emulator';
import { onTestFinished } from 'vitest';

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

export interface Running {
  readonly child: ChildProcess;
  /** Resolves when the program has printed that so often, with everything that it has printed until then. */
  printed(text: string, times?: number): Promise<string>;
  /** Resolves when an event of that name is so often in the program's log. */
  event(name: string, times?: number): Promise<string>;
  readonly ended: Promise<Ended>;
}

/** A practice church on a port, for one test, and the variables that lead a program there. */
export async function startChurch(
  options: EmulatorOptions = {},
): Promise<{ readonly emulator: Emulator; readonly variables: Record<string, string> }> {
  const emulator = createEmulator({ people: 50, rateLimit: false, ...options });
  onTestFinished(() => emulator.close());
  const { url } = await emulator.listen();
  const variables = { PCO_API_BASE: url, PCO_APPLICATION_ID: 'emulator', PCO_SECRET: 'emulator-secret' };
  return { emulator, variables };
}

/** A folder that is gone after the test. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tspco-example-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts an example as a process of its own, on the packages as they are published: `npm test` builds them first. */
export function startExample(
  name: string,
  args: readonly string[],
  variables: Record<string, string>,
): Running {
  return startProgram(new URL(`../${name}/${name}.js`, import.meta.url), args, variables);
}

/** The same for an example whose program has a name of its own. */
export function startProgram(
  program: URL,
  args: readonly string[],
  variables: Record<string, string>,
): Running {
  const child = spawn(process.execPath, [fileURLToPath(program), ...args], {
    env: variables,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [out, error] = ['', ''];
  const waiting = new Set<() => void>();
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
    for (const look of waiting) look();
  });
  child.stderr.on('data', (chunk) => (error += String(chunk)));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, out, error }));
  const printed = (text: string, times = 1): Promise<string> =>
    new Promise<string>((resolve, reject) => {
      const look = (): void => {
        if (out.split(text).length > times) resolve(out);
      };
      waiting.add(look);
      look();
      void ended.then(() => reject(new Error(`It ended without printing "${text}": ${out}${error}`)));
    });
  const event = (name: string, times?: number): Promise<string> => printed(`"event":"${name}"`, times);
  return { child, printed, event, ended };
}

/** Runs an example to its end. */
export function runExample(
  name: string,
  args: readonly string[],
  variables: Record<string, string>,
): Promise<Ended> {
  return startExample(name, args, variables).ended;
}
