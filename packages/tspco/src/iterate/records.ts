import { IncludedIndex, nestedIncludes } from '../document/included.ts';
import type { DocumentMeta, Resource } from '../document/types.ts';
import { readPages, type ReadRequest } from './pages.ts';
import type { ReadProgress } from './progress.ts';

/** One record of a list, with what was included for it alone. */
export interface RecordDocument {
  readonly data: Resource;
  /** The resources among the page's `included` that this record's relationships name. */
  readonly included: readonly Resource[];
  /** `can_include` and `parent` of the page. */
  readonly meta: Pick<DocumentMeta, 'can_include' | 'parent'>;
}

/** Reads a list record by record. */
export async function* readRecords(
  request: ReadRequest,
  progress: ReadProgress,
): AsyncGenerator<RecordDocument, void, undefined> {
  const { signal } = request.options;
  const seen = new Map<string, Set<string>>();
  for await (const { document, include } of readPages(request, progress)) {
    const index = new IncludedIndex(document.included ?? []);
    const nested = nestedIncludes(include);
    const meta = recordMeta(document.meta);
    for (const data of document.data) {
      if (signal?.aborted) throw signal.reason;
      if (isRepeated(data, seen)) {
        progress.duplicates++;
        continue;
      }
      progress.yielded++;
      yield { data, included: index.of(data, nested), meta };
    }
  }
}

/** A row that moves to a later page while a list is read comes again. */
function isRepeated({ type, id }: Resource, seen: Map<string, Set<string>>): boolean {
  let ids = seen.get(type);
  if (ids === undefined) seen.set(type, (ids = new Set()));
  const { size } = ids;
  return ids.add(id).size === size;
}

/** What each record says about its list, as pypco gives it. */
function recordMeta(meta: DocumentMeta | undefined): RecordDocument['meta'] {
  return {
    ...(meta?.can_include === undefined ? {} : { can_include: meta.can_include }),
    ...(meta?.parent === undefined ? {} : { parent: meta.parent }),
  };
}
