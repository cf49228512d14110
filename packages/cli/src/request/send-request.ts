import type { ApiOptions } from '../commands/api.ts';
import { usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { printable } from '../output/printable.ts';
import { paramsOf } from './build-query.ts';
import { confirmDeletion } from './confirm-deletion.ts';
import { readJson } from './payload.ts';
import { refuseIfReadOnly } from './refuse-if-read-only.ts';
import { showRequest } from './show-request.ts';
import { urlOf } from './target.ts';

interface Sending {
  readonly method: string;
  readonly path: string;
  readonly options: ApiOptions;
}

const METHODS = ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE'];

/** Sends a request as it is and writes the body of the answer as it came; JSON is indented for a person. */
export async function sendRequest(
  invocation: Invocation,
  { method: typed, path, options }: Sending,
): Promise<void> {
  const method = typed.toUpperCase();
  if (!METHODS.includes(method)) {
    throw usageFailure(`There is no method ${typed}. There are: ${METHODS.join(', ')}.`);
  }
  const { context } = invocation;
  const { body, param = [], apiVersion, head, dryRun, yes = false } = options;
  const url = urlOf(path);
  const payload = body === undefined ? undefined : await readJson(body, context);
  if (dryRun) {
    const params = Object.entries(paramsOf(param));
    await showRequest(invocation, { method, url, params, version: apiVersion, payload });
    return;
  }
  refuseIfReadOnly(invocation, method);
  const pco = await invocation.client();
  if (method === 'DELETE') await confirmDeletion(invocation, { pco, url, yes });
  const response = await pco.requestResponse(method, url, {
    payload,
    ...(param.length === 0 ? {} : { query: { params: paramsOf(param) } }),
    version: apiVersion,
    signal: context.signal,
  });
  if (head) {
    const lines = [...response.headers].map(([name, value]) => `${name}: ${value}\n`);
    await invocation.print(`HTTP ${response.status}\n${lines.join('')}\n`);
  }
  const text = await response.text();
  if (text !== '')
    await invocation.print(context.stdout.isTerminal ? printable(indented(text)) : endedLine(text));
}

function indented(text: string): string {
  try {
    return `${JSON.stringify(JSON.parse(text), undefined, 2)}\n`;
  } catch {
    return endedLine(text);
  }
}

function endedLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
