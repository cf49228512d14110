import { extname, resolve } from 'node:path';
import type { KnownPath } from '@tspco/catalog';
import type { PCO, Query } from 'tspco';
import type { ExportOptions } from '../commands/export.ts';
import { chooseCredentials, identityOf } from '../credentials/choose-credentials.ts';
import { usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { columnsOf } from '../output/columns.ts';
import { buildQuery, fieldsOf } from '../request/build-query.ts';
import { checkNames } from '../request/check-names.ts';
import { targetOf } from '../request/target.ts';
import { CustomValues } from './custom-values.ts';

/** What is exported, and how. */
export interface ExportRequest {
  readonly url: string;
  readonly query: Query;
  readonly file: string;
  readonly format: 'csv' | 'ndjson';
  readonly options: ExportOptions;
  readonly place: KnownPath | undefined;
  /** What is shown of what comes along. */
  readonly include: readonly string[];
  /** All that decides what the file looks like, as one text. */
  readonly identity: string;
}

/** @throws {@link Failure} for whatever cannot be meant */
export async function exportRequestOf(
  { context, globals }: Invocation,
  path: string,
  options: ExportOptions,
): Promise<ExportRequest> {
  const { url, place } = targetOf(path, options);
  if (place && !place.many) throw usageFailure(`${place.pattern} is no list.`, `pco get ${path}`);
  if (place && options.check) checkNames(options, place);
  if (options.customFields && place?.vertex.type !== 'Person') {
    throw usageFailure('Only people have custom fields: --custom-fields needs a list of people.');
  }
  const { include = [], columns, customFields, escape, bom, apiVersion } = options;
  const needed = customFields ? [...new Set([...include, 'field_data'])] : include;
  const query = buildQuery({ ...options, ...(needed.length === 0 ? {} : { include: needed }) }, place);
  const chosen = await chooseCredentials(context, globals);
  const format = formatOf(options);
  const decisive = { url, query, format, columns, customFields, escape, bom, apiVersion };
  return {
    url,
    query,
    file: resolve(context.cwd, options.to),
    format,
    options,
    place,
    include,
    identity: JSON.stringify({ ...decisive, whose: identityOf(chosen, context.env) }),
  };
}

function formatOf({ to, format }: ExportOptions): 'csv' | 'ndjson' {
  if (format !== undefined) return format;
  const extension = extname(to).toLowerCase();
  if (extension === '.csv') return 'csv';
  if (['.ndjson', '.jsonl'].includes(extension)) return 'ndjson';
  throw usageFailure(
    `The name ${to} does not say which format is meant.`,
    'End it with .csv or .ndjson, or add --format.',
  );
}

/** The columns of the file, which must be known before its first row. NDJSON has some only when they are asked for. */
export async function exportColumns(
  { options, place, include, format }: ExportRequest,
  custom: CustomValues | undefined,
): Promise<readonly string[]> {
  const { columns, fields = [] } = options;
  if (format === 'ndjson') return columns ?? [];
  const own = columns ?? columnsOf({ place, include, fields: fieldsOf(fields, place) });
  const namesCustom = own.some((column) => column.startsWith('custom_fields.'));
  return custom === undefined || namesCustom ? own : [...own, ...(await custom.columns())];
}

/** The custom fields, when they are asked for. */
export async function customValuesOf(
  { options }: ExportRequest,
  pco: PCO,
): Promise<CustomValues | undefined> {
  return options.customFields ? CustomValues.load(pco) : undefined;
}
