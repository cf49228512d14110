import { listWebhooks } from 'tspco/webhooks';
import type { OutputOptions } from '../commands/output-options.ts';
import { usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { formatOf, recordWriter } from '../output/record-writer.ts';

const COLUMNS = ['id', 'active', 'name', 'url'];

/** Writes who is told of what. The secrets are left out. */
export async function listSubscriptions(invocation: Invocation, options: OutputOptions): Promise<void> {
  const { columns = COLUMNS } = options;
  const unknown = columns.filter((column) => !COLUMNS.includes(column));
  if (unknown.length > 0)
    throw usageFailure(`There is no column ${unknown.join(', ')}. There are: ${COLUMNS.join(', ')}.`);
  const pco = await invocation.client();
  const subscriptions = await listWebhooks(pco, { signal: invocation.context.signal });
  const writer = await recordWriter(invocation, {
    format: formatOf(options, invocation, 'ndjson'),
    columns,
    allColumns: () => COLUMNS,
    escape: options.escape,
    single: false,
  });
  for (const { id, name, url, active } of subscriptions) await writer.write({ id, name, url, active });
  await writer.end();
  if (subscriptions.length === 0) await invocation.note('There are no subscriptions.');
}
