import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

// What is published: `npm test` builds it first.
const bin = fileURLToPath(new URL('../bin/tspco-emulator.js', import.meta.url));

interface Running {
  readonly out: () => string;
  readonly error: () => string;
  readonly firstLine: Promise<string>;
  readonly ended: Promise<{ code: number | null; signal: string | null }>;
  kill(signal: 'SIGINT' | 'SIGTERM'): void;
}

function run(...args: string[]): Running {
  const child = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [out, error] = ['', ''];
  child.stderr.on('data', (chunk) => (error += String(chunk)));
  const firstLine = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      out += String(chunk);
      if (out.includes('\n')) resolve(out);
    });
    child.on('close', () => reject(new Error(`It ended: ${error}`)));
  });
  // Tests that expect it to end at once do not wait for a line.
  firstLine.catch(() => {});
  const ended = new Promise<Awaited<Running['ended']>>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  return { out: () => out, error: () => error, firstLine, ended, kill: (signal) => void child.kill(signal) };
}

async function started(...args: string[]): Promise<Running & { url: string; port: number }> {
  const running = run('--port', '0', '--json', ...args);
  const { url } = JSON.parse(await running.firstLine) as { url: string };
  return { ...running, url, port: Number(new URL(url).port) };
}

it.each(['SIGINT', 'SIGTERM'] as const)('ends cleanly on %s, with connections open', async (signal) => {
  const { url, port, kill, ended, out, error } = await started();
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const status = await new Promise((resolve, reject) => {
    get(url, { agent, headers: { 'User-Agent': 'test' } }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode));
    }).on('error', reject);
  });
  expect(status).toBe(401);
  const halfSent = connect(port, '127.0.0.1').on('error', () => {});
  onTestFinished(() => void halfSent.destroy());
  await new Promise<void>((resolve) =>
    halfSent.write('POST /oauth/token HTTP/1.1\r\nHost: x\r\n', () => resolve()),
  );
  kill(signal);
  expect(await ended).toEqual({ code: 0, signal: null });
  expect(out().split('\n')).toHaveLength(2);
  expect(error()).toBe('');
});

it.each(['SIGINT', 'SIGTERM'] as const)('writes the church to a file on %s', async (signal) => {
  const folder = await mkdtemp(join(tmpdir(), 'tspco-emulator-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'church.json');
  const { kill, ended, error } = await started('--people', '2', '--snapshot', path);
  kill(signal);
  expect([await ended, error()]).toEqual([{ code: 0, signal: null }, '']);
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ format: 'tspco-emulator-snapshot-1' });
  expect(await readdir(folder)).toEqual(['church.json']);
});

it('ends a request that waits, too', async () => {
  const { url, kill, ended } = await started('--latency', '2000000000');
  const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {});
  onTestFinished(() => void socket.destroy());
  await new Promise<void>((resolve) => {
    socket.write('GET /people/v2 HTTP/1.1\r\nHost: x\r\nUser-Agent: test\r\n\r\n', () => resolve());
  });
  // An answer on another connection shows that the first request has arrived.
  await fetch(`${url}/__emulator/files/x/y`);
  kill('SIGTERM');
  expect(await ended).toEqual({ code: 0, signal: null });
});

it('says nothing of requests that are under way when it ends', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tspco-emulator-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const faults = join(folder, 'faults.json');
  await writeFile(faults, '[{ "fault": "slow", "bytesPerSecond": 10, "method": "GET" }]');
  const { port, kill, ended, error } = await started('--people', '3', '--faults', faults);
  const begin = (head: string, sent = ''): Promise<Socket> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1').on('error', () => {});
      onTestFinished(() => void socket.destroy());
      const headers = 'Host: localhost\r\nUser-Agent: test\r\nAuthorization: Bearer pco_tok_emulator\r\n';
      socket.write(`${head} HTTP/1.1\r\n${headers}${sent}\r\n`, () => resolve(socket));
    });
  for (const target of ['PUT /__emulator/faults', 'POST /people/v2/people', 'POST /oauth/token'])
    await begin(target, 'Content-Type: application/json\r\nContent-Length: 100\r\n');
  // When the answer to the last one has begun, the others have arrived, too.
  const slow = await begin('GET /people/v2/people');
  await once(slow, 'data');
  kill('SIGTERM');
  expect([await ended, error()]).toEqual([{ code: 0, signal: null }, '']);
});

it('exits with 1 and a way out when the port is taken', async () => {
  const { port } = await started();
  const { ended, error, out } = run('--port', String(port));
  expect(await ended).toEqual({ code: 1, signal: null });
  expect(error()).toContain(`Port ${port} on 127.0.0.1 is taken, perhaps`);
  expect(error()).toContain('--port 0');
  expect(out()).toBe('');
});

it('exits with 2 when it does not understand', async () => {
  const { ended, error } = run('--people', 'many');
  expect(await ended).toEqual({ code: 2, signal: null });
  expect(error()).toContain('a whole number from 1 to 100000');
});

it('tells what it answers', async () => {
  const { ended, out, error } = run('--coverage', '--json');
  expect([await ended, error()]).toEqual([{ code: 0, signal: null }, '']);
  expect(JSON.parse(out())).toContainEqual(expect.objectContaining({ app: 'people', unanswered: [] }));
});
