import { isAppName, type AppName } from '@tspco/catalog';
import type { LoadableDocument } from './load-documents.ts';

/**
 * The app that a document came from, which only its links tell.
 *
 * @throws TypeError when it has none
 */
export function appOf(document: LoadableDocument): AppName {
  const { data, links } = Object(document) as LoadableDocument;
  const [first] = [data].flat();
  for (const link of [links?.['self'], first?.links?.['self']]) {
    const app =
      typeof link === 'string' ? /^https?:\/\/[^/]+\/([^/]+)\/v2(?:[/?]|$)/.exec(link)?.[1] : undefined;
    if (app !== undefined && isAppName(app)) return app;
  }
  throw new TypeError(
    'A document without links does not say which app it is from. Name the app: control.load("people", documents), or --load people=FILE.',
  );
}
