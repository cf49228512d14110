import { IncludedIndex, nestedIncludes } from '../document/included.ts';
import type { DocumentMeta, Resource } from '../document/types.ts';
import type { ReadRequest } from './page.ts';
import type { Page } from './pages.ts';
import type { ReadProgress } from './progress.ts';

/** One record of a list, with what was included for it alone. */
export interface RecordDocument<Data = Resource, Included = Resource> {
  readonly data: Data;
  /** The resources among the page's `included` that this record's relationships name. */
  readonly included: Included[];
  /** `can_include` and `parent` of the page. */
  readonly meta: Pick<DocumentMeta, 'can_include' | 'parent'>;
}

/** Takes the records out of the pages of a list. */
export async function* recordsOf(
  pages: AsyncIterable<Page>,
  { options: { signal } }: ReadRequest,
  progress: ReadProgress,
): AsyncGenerator<RecordDocument, void, undefined> {
  for await (const page of pages) {
    const { document, records, include, goOn } = page;
    const index = new IncludedIndex(document.included ?? []);
    const nested = nestedIncludes(include);
    const meta = recordMeta(document.meta);
    let given = 0;
    for (const { data } of records) {
      if (signal?.aborted) throw signal.reason;
      // Who wants a second record may want them all; one alone is often enough.
      if (given === 1) goOn();
      progress.pass(page, ++given);
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
