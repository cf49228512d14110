import {
  describeApp,
  describeApps,
  describePath,
  isAppName,
  search,
  type AppName,
  type UnknownPath,
} from '@tspco/catalog';
import { findType, typesCalled } from './find-type.ts';
import { helpOnPath, helpOnType } from './help-on.ts';

/** What is wrong with what somebody typed, and what helps. */
export interface Advice {
  readonly message: string;
  readonly remedy: string;
}

/** What is wrong with a path, in the words of whoever typed it. */
export function explainPath(path: string, unknown: UnknownPath): Advice {
  const { after, message } = unknown;
  if (after) return { message, remedy: helpOnPath(unknown) };
  const [app = '', ...rest] = segmentsOf(path);
  return isAppName(app) ? explainWithoutVersion(app, path, rest) : explainApp(app);
}

/** The name of the app, and what comes after it. */
export function segmentsOf(path: string): readonly string[] {
  return path
    .replace(/^https?:\/\/[^/]*/, '')
    .replace(/[?#].*$/s, '')
    .replace(/^\/+|\/+$/g, '')
    .split('/');
}

/** What somebody may have meant by a name that no app has. */
export function explainApp(name: string): Advice {
  const apps = describeApps();
  const quoted = JSON.stringify(name);
  const isNear = apps.near(name).length > 0;
  const types = typesCalled(name);
  const [first] = types;
  if (first !== undefined) {
    const message = isNear ? apps.explain(name) : `Planning Center has no app ${quoted}.`;
    return {
      message: `${message} Types of that name: ${types.join(', ')}.`,
      remedy: `pco describe ${first}${types.length > 1 ? ', or another of them' : ''}`,
    };
  }
  const hits = isNear ? [] : search(name);
  if (hits.length === 0) return { message: apps.explain(name), remedy: 'pco describe' };
  const many = hits.length === 1 ? 'one name holds' : `${hits.length} names hold`;
  return {
    message: `Planning Center has no app ${quoted}, but ${many} it.`,
    remedy: `pco describe --search ${/^[\w-]+$/.test(name) ? name : quoted}`,
  };
}

/** Behind the name of an app stands something else than `v2`, or nothing. */
function explainWithoutVersion(app: AppName, path: string, rest: readonly string[]): Advice {
  const description = describeApp(app);
  const [second = ''] = rest;
  const remedy = `pco describe ${app}`;
  if (second === '') return { message: `/${app} is an app. Its paths: ${pathsText(app)}.`, remedy };
  const message = `After /${app} comes /v2, and not ${JSON.stringify(second)}.`;
  const meant = path.replace(/^(https?:\/\/[^/]*)?\/*[^/]+/, `$1/${app}/v2`);
  if (describePath(meant).known) return { message, remedy: meant };
  const vertex = findType(description, second);
  if (!vertex) return { message, remedy };
  const itsPath = vertex.facts.path === undefined ? '' : ` Its path is ${vertex.facts.path}.`;
  return { message: `${app}/${vertex.type} is a type, and no path.${itsPath}`, remedy: helpOnType(vertex) };
}

const SHOWN = 5;

/** Some of the paths that an app begins with; the one with the name of the app is what it is about. */
function pathsText(app: AppName): string {
  const { path, root } = describeApp(app);
  const names = [...root.edges.list].sort((a, b) => Number(b === app) - Number(a === app));
  const first = names.slice(0, SHOWN).map((name) => `${path}/${name}`);
  const more = names.length - first.length;
  return `${first.join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}
