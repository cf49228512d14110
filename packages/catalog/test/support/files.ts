import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Writes a file for one test, as JSON unless it is a text, and gives its path. */
export async function fileWith(content: unknown, name = 'document.json'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tspco-catalog-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

export interface Served {
  readonly url: string;
  /** The paths that were asked for, and the headers. */
  readonly requests: { path: string; headers: NodeJS.Dict<string | string[]> }[];
}

interface ServedAnswer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Serves documents by path for one test; a path that nobody gave is 404. */
export async function serve(answerTo: (path: string) => unknown): Promise<Served> {
  const requests: Served['requests'] = [];
  const server = createServer(({ url = '', headers }, response) => {
    requests.push({ path: url, headers });
    const answer = answerTo(url);
    if (isAnswer(answer)) response.writeHead(answer.status, answer.headers).end(answer.body);
    else response.writeHead(answer === undefined ? 404 : 200).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

function isAnswer(answer: unknown): answer is ServedAnswer {
  return typeof answer === 'object' && answer !== null && 'status' in answer;
}
