import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { freePort } from '../../../tspco/test/support/free-port.ts';

const program = ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0);

/** Whether there is a Redis or Valkey to test with. */
export const hasRedis: boolean = program !== undefined;

if (!hasRedis) {
  console.warn('Neither redis-server nor valkey-server is installed: the tests that need one are skipped.');
}

/** A Redis of one test. */
export interface RedisServer {
  readonly url: string;
  /** Ends it as a failing machine would: at once, and with all that it knew. */
  kill(): Promise<void>;
  /** Starts it again, empty, on the same port. */
  start(): Promise<void>;
  /** Stops it without ending it: connections stay open, and nothing is answered until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** Ends it and clears up. A test's own one does so by itself. */
  end(): Promise<void>;
}

/** Starts a Redis on a port of its own, and ends it when the test ends. */
export async function startRedis(...settings: string[]): Promise<RedisServer> {
  const redis = await startSharedRedis(...settings);
  onTestFinished(() => redis.end());
  return redis;
}

/** Starts a Redis on a port of its own, for several tests. */
export async function startSharedRedis(...settings: string[]): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'tspco-redis-'));
  const port = await freePort();
  let child: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  const start = async (): Promise<void> => {
    const basics = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
    const started = spawn(String(program), [...basics, ...settings], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = started;
    for await (const line of createInterface({ input: started.stdout })) {
      if (/ready to accept connections/i.test(line)) {
        started.stdout.resume();
        return;
      }
    }
    throw new Error('The Redis of this test did not start.');
  };
  const end = async (): Promise<void> => {
    await kill();
    rmSync(folder, { recursive: true, force: true });
  };
  await start().catch(async (error: unknown) => {
    await end();
    throw error;
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    start,
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    end,
  };
}
