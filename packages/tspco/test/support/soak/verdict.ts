import type { LoggedRequest } from '@tspco/emulator';
import type { Sent } from 'tspco';
import type { Kind } from './plan.ts';

/** What the client told about one piece of work. */
export interface Report {
  readonly kind: Kind;
  readonly key: string;
  /** How often it was sent, as the client says. */
  readonly attempts: number;
  /** The id of what was written; `undefined` when the client reported a failure. */
  readonly id?: string | undefined;
  /** The id of what was to be changed. */
  readonly target?: string | undefined;
  /** How it failed; `undefined` when it did not. */
  readonly failure?: Failed | undefined;
  /** Something that must not be, whatever the server's ledger says. */
  readonly wrong?: string | undefined;
}

interface Failed {
  /** The name of the error's class. */
  readonly name: string;
  readonly sent: Sent;
  readonly statusCode?: number | undefined;
}

/** A request in the server's ledger. */
export type Entry = Pick<
  LoggedRequest,
  'method' | 'url' | 'body' | 'processed' | 'resource' | 'status' | 'outcome'
>;

/** The church's people who were created or changed, as they are in the end: `undefined` stands for one who is gone. */
export type Church = ReadonlyMap<string, { readonly lastName: string; readonly nickname: string | null }>;

/** What a piece of work writes, in the body of each of its requests. */
const WRITTEN: Partial<Record<Kind, string>> = {
  'create a person': 'last_name',
  'change a person': 'nickname',
};

/**
 * Compares what the client reported with what the server did: all that is wrong, in sentences. An empty list is an
 * acquittal.
 */
export function verdictOf(
  reports: readonly Report[],
  ledger: readonly Entry[],
  church: Church,
): readonly string[] {
  const entries = new Map<string, Entry[]>(reports.map(({ key }) => [key, []]));
  const strangers = ledger.filter((entry) => {
    const key = new URL(entry.url, 'http://ledger').searchParams.get('soak');
    return !entries.get(key ?? '')?.push(entry);
  });
  return [
    ...strangers.map(({ method, url }) => `nobody asked for ${method} ${url}, and it arrived`),
    ...reports.flatMap((report) => {
      const own = entries.get(report.key) ?? [];
      const problems = [...problemsOf(report, own), ...problemsOfContent(report, own)];
      return problems.map((problem) => `${report.key} (${report.kind}) ${problem}`);
    }),
    ...problemsOfChanges(reports, church),
    ...problemsOfChurch(ledger, church),
  ];
}

/** What does not fit between a report and the requests that arrived for it. */
function* problemsOf(report: Report, entries: readonly Entry[]): Generator<string> {
  const { kind, attempts, failure, id, wrong } = report;
  const done = entries.filter(({ processed }) => processed);
  if (wrong !== undefined) yield wrong;
  if (entries.length > attempts) yield `was sent ${attempts} times and arrived ${entries.length} times`;
  if (mustNotDouble(kind) && done.length > 1) yield `was done ${done.length} times`;
  if (kind === 'create nobody' && done.length > 0) yield 'was done, though it cannot be';
  if (failure === undefined) {
    if (done.length === 0) yield 'was reported done and was not';
    if (id !== undefined && !done.some(({ resource }) => resource?.id === id)) {
      yield `was reported to be ${id}, which the server knows nothing of`;
    }
    return;
  }
  const { sent, statusCode, name } = failure;
  if (sent === 'no' && entries.length > 0) yield `says that nothing was sent (${name}), and arrived`;
  if (sent !== 'yes') return;
  const last = entries.at(-1);
  if (last === undefined) yield `says that it was sent (${name}), and never arrived`;
  else if ((last.status ?? last.outcome) !== statusCode) {
    yield `says that it was answered ${statusCode} (${name}), and was answered ${last.status}`;
  }
  const refused = statusCode !== undefined && statusCode >= 400 && statusCode < 500;
  if (refused && last?.processed) yield `says that it was refused with ${statusCode}, and was done`;
}

const mustNotDouble = (kind: Kind): boolean => kind === 'create a person' || kind === 'delete a person';

/** Whether what arrived is what was to be written, to the letter. */
function* problemsOfContent({ kind, key }: Report, entries: readonly Entry[]): Generator<string> {
  const attribute = WRITTEN[kind];
  if (attribute === undefined) return;
  for (const { processed, body } of entries) {
    if (processed && attributeOf(body, attribute) !== key) yield `arrived with the body of another: ${body}`;
  }
}

/** Whether the last change of each person that was reported done is there, unless a later one is. */
function* problemsOfChanges(reports: readonly Report[], church: Church): Generator<string> {
  const changes = new Map<string, Report[]>();
  for (const report of reports) {
    const { kind, target } = report;
    if (kind !== 'change a person' || target === undefined) continue;
    changes.set(target, [...(changes.get(target) ?? []), report]);
  }
  for (const [target, inOrder] of changes) {
    const last = inOrder.map(({ failure }) => failure === undefined).lastIndexOf(true);
    const nickname = church.get(target)?.nickname;
    if (last === -1 || inOrder.slice(last).some(({ key }) => key === nickname)) continue;
    yield `the change ${inOrder[last]?.key} of ${target} is lost: it is called ${nickname}`;
  }
}

/** Whether the church is what the ledger makes of it: one record for each that was created, and the last value of each. */
function* problemsOfChurch(ledger: readonly Entry[], church: Church): Generator<string> {
  const created = new Map<string, string>();
  const nicknames = new Map<string, string>();
  for (const { method, processed, resource, body, url } of ledger) {
    if (!processed) continue;
    const lastName = attributeOf(body, 'last_name');
    if (method === 'POST' && resource && lastName) created.set(resource.id, lastName);
    const nickname = attributeOf(body, 'nickname');
    if (method === 'PATCH' && resource && nickname) nicknames.set(resource.id, nickname);
    if (method === 'DELETE') created.delete(/\/(\d+)\?/.exec(url)?.[1] ?? '');
  }
  for (const [id, lastName] of created) {
    if (church.get(id)?.lastName !== lastName)
      yield `the church has lost ${lastName}, who was created as ${id}`;
  }
  for (const [id, nickname] of nicknames) {
    const found = church.get(id)?.nickname;
    if (found !== nickname) yield `${id} was last called ${nickname}, and is called ${found}`;
  }
  const names = [...church.values()]
    .map(({ lastName }) => lastName)
    .filter((name) => name.startsWith('soak-'));
  if (names.length !== created.size) yield `${created.size} were created, and the church has ${names.length}`;
  if (new Set(names).size !== names.length) yield 'the church has somebody twice';
}

function attributeOf(body: string | null, name: string): string | undefined {
  if (body === null) return undefined;
  const { data } = JSON.parse(body) as { data: { attributes: Readonly<Record<string, string>> } };
  return data.attributes[name];
}
