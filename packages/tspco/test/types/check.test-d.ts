/**
 * The optional check of names, and that the catalog fits to it though neither package knows the other. Checked by
 * `npm run check:types`; nothing here runs.
 */
import { describePath } from '@tspco/catalog';
import { PCO } from 'tspco';
import { checkingFetch, unknownNames, type UnknownName } from 'tspco/check';

const pco = new PCO({ applicationId: 'a', secret: 'b', fetch: checkingFetch() });
const url = '/people/v2/people?where[lastname]=Rolfe';
const any: string = url;

export const clients: PCO[] = [
  new PCO({ applicationId: 'a', secret: 'b', fetch: checkingFetch({ describePath }) }),
  new PCO({ applicationId: 'a', secret: 'b', fetch: checkingFetch({ fetch, report: console.warn }) }),
];

export async function accepted(): Promise<void> {
  const byCatalog: UnknownName[] = unknownNames(url, describePath(url));
  const byList: UnknownName[] = unknownNames(
    new URL(url, 'https://example.org'),
    await pco.get('/people/v2/people'),
  );
  const byOne: UnknownName[] = unknownNames(url, await pco.get('/people/v2/people/1'));
  const byAny: UnknownName[] = unknownNames(url, await pco.get(any));
  for (const { parameter, near } of [...byCatalog, ...byList, ...byOne, ...byAny]) {
    const where: 'where' | 'include' | 'order' | 'filter' | 'fields' | 'query' | 'path' = parameter;
    const first: string | undefined = near[0];
    console.log(where, first);
  }
}

export function refused(): void {
  // @ts-expect-error -- no such option
  checkingFetch({ reprot: console.warn });
  // @ts-expect-error -- a function is needed
  checkingFetch({ report: 'warn' });
  // @ts-expect-error -- neither a document nor a described path
  unknownNames(url, { can_include: ['emails'] });
}
