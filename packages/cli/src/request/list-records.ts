import type { ListOptions } from '../commands/list.ts';
import type { Format } from '../commands/output-options.ts';
import { EXIT } from '../exit-codes.ts';
import { usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { columnsOf } from '../output/columns.ts';
import { showProgress } from '../output/progress.ts';
import { includeTree, recordObject } from '../output/record-object.ts';
import { formatOf, recordWriter, tellNothing } from '../output/record-writer.ts';
import { buildQuery, fieldsOf } from './build-query.ts';
import { checkNames } from './check-names.ts';
import { targetOf } from './target.ts';

/** A table is for eyes, and has to be held in memory. */
const TABLE_LIMIT = 100;
/** The most that Planning Center sends at once. */
const PAGE = 100;

/** Reads a list to its end and writes its records while they come. */
export async function listRecords(
  invocation: Invocation,
  path: string,
  options: ListOptions,
): Promise<number> {
  const { url, place } = targetOf(path, options);
  if (place && !place.many) {
    throw usageFailure(`${place.pattern} is no list.`, `pco get ${path}`);
  }
  if (place && options.check) checkNames(options, place);
  const { columns, escape, include = [], fields = [], apiVersion } = options;
  const format = formatOf(options, invocation, 'ndjson');
  const pco = await invocation.client();
  const writer = await recordWriter(invocation, {
    format,
    columns,
    allColumns: () => columnsOf({ place, include, fields: fieldsOf(fields, place) }),
    escape,
    single: false,
  });
  const progress = showProgress(invocation);
  const limit = options.limit ?? (format === 'table' && !options.all ? TABLE_LIMIT : Infinity);
  const perPage = Math.min(limit, PAGE);
  const query = { ...buildQuery(options, place), per_page: perPage };
  const list = pco.iterate(url, query, {
    signal: invocation.context.signal,
    onProgress: progress.update,
    // What nobody will look at is not asked for.
    ...(limit === Infinity ? {} : { ahead: Math.min(16, Math.ceil(limit / perPage) - 1) }),
    version: apiVersion,
  });
  const tree = includeTree(include);
  let written = 0;
  try {
    for await (const record of list) {
      await writer.write(recordObject(record, tree));
      if (++written >= limit) break;
    }
  } catch (error) {
    progress.end();
    await writer.abandon();
    throw error;
  }
  progress.end();
  await writer.end();
  return tellEnd(invocation, { written, limited: written >= limit, options, report: list.report, format });
}

interface End {
  readonly written: number;
  readonly limited: boolean;
  readonly options: ListOptions;
  readonly report: {
    readonly completeness: string;
    readonly expected: number | undefined;
    readonly reason?: string;
  };
  readonly format: Format;
}

/** A list that is not whole never looks as if it were. */
async function tellEnd(
  invocation: Invocation,
  { written, limited, options, report, format }: End,
): Promise<number> {
  const { completeness, expected, reason } = report;
  if (limited) {
    const isMore = expected === undefined || expected > written;
    if (options.limit === undefined && isMore) {
      const all = expected === undefined ? '' : ` of ${expected.toLocaleString('en')}`;
      await invocation.note(
        invocation.messageStyle('dim', `The first ${written}${all}. --limit shows more, --all shows all.`),
      );
    }
    return EXIT.ok;
  }
  if (written === 0) await tellNothing(invocation, format);
  if (completeness !== 'incomplete') return EXIT.ok;
  await invocation.note(`Nothing proves that this is all: ${reason}.`);
  return EXIT.incomplete;
}
