import { describePath } from '@tspco/catalog';
import { helpOnPath } from './describe/help-on.ts';

/** The command that shows what there is, where an address has led to nothing. */
export function notFoundRemedy(url: string): string {
  const path = url.replace(/^https?:\/\/[^/]*/, '');
  const place = describePath(path);
  if (!place.known) return helpOnPath(place);
  const list = listBefore(path);
  return list === undefined ? 'pco doctor says which apps you may see.' : `pco list ${list}`;
}

/** The list that the last id of a path is looked for in. */
function listBefore(path: string): string | undefined {
  const before = path.replace(/\/[^/]*$/, '');
  if (before === path || before === '') return undefined;
  const place = describePath(before);
  return place.known && place.many ? before : listBefore(before);
}
