import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** What goes wrong with a request. After the last two, a new pair is there and nobody has it. */
export type Fault = 'reset' | 'unavailable' | 'firewall' | 'slow' | 'lost answer' | 'cut answer';

/** The pair of tokens that is good. */
export interface Pair {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** A refresh token that was sent to the server. */
interface Presentation {
  readonly church: string;
  readonly refreshToken: string;
  readonly at: number;
  /** Before which anything was done, for a failure. `undefined` while it is under way. */
  end: 'rotated' | 'lost' | 'refused' | 'failed' | undefined;
}

/** A request that the test holds. */
interface Held {
  readonly arrived: Promise<void>;
  /** Does what was asked, or never does it. The answer reaches nobody who is gone. */
  go(isDone: boolean): Promise<void>;
}

/** A token server that is strict: a refresh token works once, and what was used is refused. */
export interface RotatingServer {
  readonly url: string;
  readonly presentations: readonly Presentation[];
  readonly faults: readonly Fault[];
  /** Refresh tokens that were sent while they were under way already. */
  readonly clashes: readonly string[];
  /** Makes a grant. */
  grant(church: string): Pair;
  pairOf(church: string): Pair;
  /** Holds the next request. */
  holdNext(): Held;
}

/** @param faultOf - what goes wrong with the request that arrives, which is the so-manieth of its church */
export async function startRotatingServer(
  faultOf: (church: string, number: number) => Fault | undefined = () => undefined,
): Promise<RotatingServer> {
  const pairs = new Map<string, Pair>();
  const churches = new Map<string, string>();
  const [presentations, faults, clashes]: [Presentation[], Fault[], string[]] = [[], [], []];
  let hold: { arrive: () => void; done: Promise<boolean>; ended: () => void } | undefined;

  const rotate = (church: string): Pair => {
    const random = (): string => randomBytes(12).toString('hex');
    const pair = { accessToken: `access-${random()}`, refreshToken: `refresh-${random()}` };
    churches.set(pair.refreshToken, church);
    pairs.set(church, pair);
    return pair;
  };
  const present = (refreshToken: string): Presentation => {
    const church = churches.get(refreshToken) ?? 'unknown';
    if (presentations.some((one) => one.refreshToken === refreshToken && one.end === undefined))
      clashes.push(refreshToken);
    const presentation: Presentation = { church, refreshToken, at: Date.now(), end: undefined };
    presentations.push(presentation);
    return presentation;
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refreshToken = new URLSearchParams(await text(request)).get('refresh_token') ?? '';
    const presentation = present(refreshToken);
    const { church } = presentation;
    const held = hold;
    hold = undefined;
    held?.arrive();
    if (held !== undefined && !(await held.done)) {
      presentation.end = 'failed';
      return void response.destroy();
    }
    const fault = faultOf(church, presentations.filter((one) => one.church === church).length);
    if (fault !== undefined) faults.push(fault);
    if (fault === 'slow') await new Promise((resolve) => setTimeout(resolve, 40));
    if (fault === 'reset' || fault === 'unavailable' || fault === 'firewall') {
      presentation.end = 'failed';
      return fail(response, fault);
    }
    if (pairs.get(church)?.refreshToken !== refreshToken) {
      presentation.end = 'refused';
      return send(response, 400, { error: 'invalid_request' });
    }
    const pair = rotate(church);
    presentation.end = fault === 'lost answer' || fault === 'cut answer' || held ? 'lost' : 'rotated';
    held?.ended();
    const body = tokenDocument(pair);
    if (fault === 'lost answer') return void response.destroy();
    if (fault === 'cut answer') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
      return void response.write(body.slice(0, 30), () => response.destroy());
    }
    return send(response, 200, body);
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    presentations,
    faults,
    clashes,
    grant: rotate,
    pairOf(church) {
      const pair = pairs.get(church);
      if (pair === undefined) throw new Error(`There is no grant of ${church}.`);
      return pair;
    },
    holdNext() {
      let [arrive, decide, ended]: [() => void, (isDone: boolean) => void, () => void] = [
        () => {},
        () => {},
        () => {},
      ];
      const arrived = new Promise<void>((resolve) => (arrive = resolve));
      const done = new Promise<boolean>((resolve) => (decide = resolve));
      const isOver = new Promise<void>((resolve) => (ended = resolve));
      hold = { arrive, done, ended };
      return {
        arrived,
        async go(isDone) {
          decide(isDone);
          if (isDone) await isOver;
        },
      };
    },
  };
}

function tokenDocument({ accessToken, refreshToken }: Pair): string {
  return JSON.stringify({
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: 7200,
    refresh_token: refreshToken,
    scope: 'people',
  });
}

function fail(response: ServerResponse, fault: 'reset' | 'unavailable' | 'firewall'): void {
  if (fault === 'reset') response.destroy();
  else if (fault === 'unavailable') send(response, 503, 'Service Unavailable', 'text/plain');
  else send(response, 403, '<!DOCTYPE html><html><title>ERROR</title></html>', 'text/html');
}

function send(response: ServerResponse, status: number, body: unknown, type = 'application/json'): void {
  response.writeHead(status, { 'content-type': type });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
