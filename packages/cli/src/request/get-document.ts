import type { AnyDocument, Resource } from 'tspco';
import type { GetOptions } from '../commands/get.ts';
import { usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { columnsOf } from '../output/columns.ts';
import { includeTree, recordObject } from '../output/record-object.ts';
import { formatOf, recordWriter, tellNothing } from '../output/record-writer.ts';
import { buildQuery, fieldsOf } from './build-query.ts';
import { checkNames } from './check-names.ts';
import { targetOf } from './target.ts';

/** Reads one document and writes its record, or the records of its page. */
export async function getDocument(invocation: Invocation, path: string, options: GetOptions): Promise<void> {
  const { url, place } = targetOf(path, options);
  if (place?.action)
    throw usageFailure(`${place.pattern} is an action: it can be run, and not read.`, `pco post ${path}`);
  if (place && options.check) checkNames(options, place);
  const { perPage, offset, apiVersion, include = [], fields = [] } = options;
  const pco = await invocation.client();
  const query = {
    ...buildQuery(options, place),
    per_page: perPage,
    offset,
  };
  const document = await pco.requestJson<AnyDocument | null>('GET', url, {
    query,
    version: apiVersion,
    signal: invocation.context.signal,
  });
  await writeDocument(invocation, document, {
    include,
    options,
    allColumns: () => columnsOf({ place, include, fields: fieldsOf(fields, place) }),
  });
  await tellIfMore(invocation, document, path);
}

/** A page does not look like a whole list. */
async function tellIfMore(invocation: Invocation, document: AnyDocument | null, path: string): Promise<void> {
  const { data, meta } = (document ?? {}) as {
    readonly data?: unknown;
    readonly meta?: { readonly total_count?: number };
  };
  const total = meta?.total_count ?? 0;
  if (!Array.isArray(data) || data.length >= total) return;
  const shown = `${data.length} of ${total.toLocaleString('en')}`;
  await invocation.note(invocation.messageStyle('dim', `${shown}. All of them: pco list ${path}`));
}

interface Writing {
  readonly include: readonly string[];
  readonly options: Pick<GetOptions, 'format' | 'columns' | 'escape'>;
  readonly allColumns: () => readonly string[];
}

/** Writes what a document holds. */
export async function writeDocument(
  invocation: Invocation,
  document: AnyDocument | null,
  { include, options, allColumns }: Writing,
): Promise<void> {
  const { data, included } = (document ?? {}) as {
    readonly data?: Resource | readonly Resource[] | null;
    readonly included?: readonly Resource[];
  };
  if (data === undefined || data === null) return;
  const { columns, escape } = options;
  const single = !Array.isArray(data);
  const format = formatOf(options, invocation, 'json');
  const writer = await recordWriter(invocation, {
    format,
    columns,
    allColumns,
    escape,
    single,
  });
  const tree = includeTree(include);
  for (const one of [data].flat() as readonly Resource[]) {
    await writer.write(recordObject({ data: one, included }, tree));
  }
  await writer.end();
  if (Array.isArray(data) && data.length === 0) await tellNothing(invocation, format);
}
