import type { SeenRequest, ShortAnswer } from './server.ts';

/** The ids `first` up to, not including, `end`. */
export function ids(first: number, end: number): string[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, index) => String(first + index));
}

/** Where a request starts to read, and how many records the API gives it: never more than 100. */
export function window({ url }: SeenRequest): { offset: number; perPage: number } {
  const number = (name: string, otherwise: number): number => Number(url.searchParams.get(name) ?? otherwise);
  return { offset: number('offset', 0), perPage: Math.min(100, number('per_page', 25)) };
}

/** One page of a list of `total` people with the ids 0, 1, 2 …, as the API answers it. */
export function page(request: SeenRequest, total: number): ShortAnswer & { body: ListBody } {
  const { offset, perPage } = window(request);
  const end = Math.min(total, offset + perPage);
  const data = ids(offset, end).map((id) => ({ type: 'Person', id, attributes: { name: `Person ${id}` } }));
  const next = end < total ? linkTo(request, end) : undefined;
  return {
    body: {
      data,
      links: { self: request.url.href, ...(next === undefined ? {} : { next }) },
      meta: {
        total_count: total,
        count: data.length,
        ...(next === undefined ? {} : { next: { offset: end } }),
      },
    },
  };
}

export interface ListBody {
  readonly data: readonly { readonly type: string; readonly id: string; readonly attributes: object }[];
  readonly links: { readonly self?: string; readonly next?: string };
  readonly meta: {
    readonly total_count?: number;
    readonly count?: number;
    readonly next?: { readonly offset: number };
  };
}

/** The address of the same list at another offset, on the host that the request was sent to. */
export function linkTo({ url, headers }: SeenRequest, offset: number): string {
  const link = new URL(url.pathname + url.search, `http://${headers.host}`);
  link.searchParams.set('offset', String(offset));
  return link.href;
}
