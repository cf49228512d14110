import type { KnownPath } from '@tspco/catalog';
import type { AnyDocument } from 'tspco';
import type { PayloadOptions } from '../commands/payload-options.ts';
import { helpOnType } from '../describe/help-on.ts';
import { usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { columnsOf } from '../output/columns.ts';
import { checkNames } from './check-names.ts';
import { writeDocument } from './get-document.ts';
import { payloadOf } from './payload.ts';
import { refuseIfReadOnly } from './refuse-if-read-only.ts';
import { showRequest } from './show-request.ts';
import { targetOf } from './target.ts';

interface Writing {
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly options: PayloadOptions;
}

/** Creates or changes something, or runs an action, and writes what the server answers. */
export async function writeResource(
  invocation: Invocation,
  { method, path, options }: Writing,
): Promise<void> {
  const { url, place } = targetOf(path, options);
  const { include = [], apiVersion, check, dryRun } = options;
  if (place && check) {
    checkAccepted(method, place);
    checkNames({ include, columns: options.columns ?? [] }, place, { isRead: false });
  }
  const payload = await payloadOf(options, { method, place }, invocation.context);
  if (dryRun) {
    const params = include.length === 0 ? [] : [['include', include.join(',')] as const];
    await showRequest(invocation, { method, url, params, version: apiVersion, payload });
    return;
  }
  refuseIfReadOnly(invocation, method);
  const pco = await invocation.client();
  const document = await pco.requestJson<AnyDocument | null>(method, url, {
    payload,
    ...(include.length === 0 ? {} : { query: { include } }),
    version: apiVersion,
    signal: invocation.context.signal,
  });
  await writeDocument(invocation, document, {
    include,
    options,
    allColumns: () => columnsOf({ place, include, fields: {} }),
  });
  if (document === null) await invocation.note('Done.');
  if (invocation.globals.emulator) {
    await invocation.note(
      'Note: the practice church forgets it now. `pco emulator` runs one that remembers.',
    );
  }
}

/** @throws {@link Failure} when the documents say that this is not possible */
function checkAccepted(method: 'POST' | 'PATCH', { accepts, pattern, many, vertex }: KnownPath): void {
  const accepted = method === 'POST' ? accepts.post : accepts.patch;
  if (accepted !== false) return;
  const what = helpOnType(vertex);
  if (method === 'PATCH' && many) {
    throw usageFailure(`${pattern} is a list: add the id of what is to be changed.`, what);
  }
  throw usageFailure(
    `${pattern} cannot be ${method === 'POST' ? 'posted to' : 'changed'}, as far as is documented.`,
    `${what}; or --no-check to send it all the same.`,
  );
}
