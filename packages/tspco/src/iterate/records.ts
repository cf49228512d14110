import { IncludedIndex, nestedIncludes } from '../document/included.ts';
import type { DocumentMeta, Resource } from '../document/types.ts';
import { readPages, type ReadRequest } from './pages.ts';
import type { ReadProgress } from './progress.ts';

/** One record of a list, with what was included for it alone. */
export interface RecordDocument<Data = Resource, Included = Resource> {
  readonly data: Data;
  /** The resources among the page's `included` that this record's relationships name. */
  readonly included: Included[];
  /** `can_include` and `parent` of the page. */
  readonly meta: Pick<DocumentMeta, 'can_include' | 'parent'>;
}

/** Reads a list record by record. */
export async function* readRecords(
  request: ReadRequest,
  progress: ReadProgress,
): AsyncGenerator<RecordDocument, void, undefined> {
  const { signal } = request.options;
  for await (const { document, records, include } of readPages(request, progress)) {
    const index = new IncludedIndex(document.included ?? []);
    const nested = nestedIncludes(include);
    const meta = recordMeta(document.meta);
    for (const data of records) {
      if (signal?.aborted) throw signal.reason;
      progress.yielded++;
      yield { data, included: index.of(data, nested), meta };
    }
  }
}

/** What each record says about its list, as pypco gives it. */
function recordMeta(meta: DocumentMeta | undefined): RecordDocument['meta'] {
  return {
    ...(meta?.can_include === undefined ? {} : { can_include: meta.can_include }),
    ...(meta?.parent === undefined ? {} : { parent: meta.parent }),
  };
}
