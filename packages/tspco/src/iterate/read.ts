/** What reading a list takes; loaded with the first one, so that programs that read none do not carry it. */
import { fetchPage, firstCall, type ReadRequest } from './page.ts';
import { readPages, type Page } from './pages.ts';
import { ReadProgress } from './progress.ts';
import { readingOf } from './read-options.ts';
import { recordsOf, type RecordDocument } from './records.ts';
import { readWindows } from './windows.ts';

/** A reading that has begun. */
export interface BegunReading {
  readonly progress: ReadProgress;
  readonly pages: AsyncGenerator<Page, void, undefined>;
}

/** Begins to read. Nothing is sent before the first page is asked for. */
export function beginReading(request: ReadRequest): BegunReading {
  const progress = new ReadProgress(request.settings.world);
  const { window } = request.options;
  const pages = window === undefined ? readPages(request, progress) : readWindows(request, window, progress);
  return { progress, pages };
}

/** Record by record. */
export function readRecords(
  { pages, progress }: BegunReading,
  request: ReadRequest,
): AsyncGenerator<RecordDocument, void, undefined> {
  return recordsOf(pages, request, progress);
}

/** Asks for the server's count alone. */
export async function countRecords(request: ReadRequest): Promise<number> {
  readingOf(request.options);
  const { total, malformed } = await fetchPage(firstCall(request), request.settings);
  if (total === undefined) throw malformed('a list that has no total_count and cannot be counted.');
  return total;
}
