import { PCOInputError } from '../errors.ts';
import { checkFunction, checkFunctions, checkNames, refused } from '../request/checks.ts';
import type { WebhookEvent } from './event.ts';
import type { WebhookEventName } from './event-names.ts';
import type { WebhookContext } from './handle-event.ts';
import { tellingHooks, type WebhookHooks } from './hooks.ts';
import { memoryWebhookStore } from './memory-store.ts';
import { incomingOf, sendAnswer, type NodeRequest, type NodeResponse } from './node.ts';
import { readStream } from './read-body.ts';
import { receive, type ReceiverParts, type SecretSource } from './receive.ts';
import { checkSecrets, type WebhookSecrets } from './secrets.ts';
import { checkWebhookStore, type WebhookStore } from './store.ts';

/**
 * Handles events of a name. The event counts as handled when the promise resolves; when it rejects, Planning Center sends
 * the event again.
 */
export type WebhookFunction<Name extends string = string> = (
  event: WebhookEvent<Name>,
  context: WebhookContext,
) => unknown;

/** How a {@link WebhookHandler} receives. */
export interface WebhookHandlerOptions {
  /**
   * The secrets of the subscriptions that deliver here, or a function that gives those for a delivery: of its church, or
   * the newest ones. What it is told of the delivery may be a lie; the signature is compared with what it returns. It may
   * return none for a church that it does not know.
   */
  readonly secrets: WebhookSecrets | SecretSource;
  /**
   * Handles the events that no function was given for by `on`. To want nothing of them is a decision, too:
   * `fallback: () => {}`.
   */
  readonly fallback: WebhookFunction;
  /** Remembers what was handled; default `memoryWebhookStore()`. Several processes need one that they share. */
  readonly store?: WebhookStore | undefined;
  /**
   * So many milliseconds after the delivery came it is answered, at the latest; default 8000. Planning Center is assumed
   * to wait for ten seconds. Work that takes longer goes on, and the next attempt finds it done.
   */
  readonly timeout?: number | undefined;
  /**
   * So many milliseconds one event may take; default 60 000. Then it counts as lost with its process, and the next attempt
   * handles it again.
   */
  readonly lease?: number | undefined;
  /** The largest body that is read; default 5 MiB. */
  readonly maxBytes?: number | undefined;
  /**
   * What makes an event the same as another, as a text that is not empty; default its `id`. Planning Center's `idempotency_token` is in
   * `event.payload.meta`.
   */
  readonly keyOf?: ((event: WebhookEvent) => string) | undefined;
  /** Told what becomes of events, and what is refused. */
  readonly on?: WebhookHooks | undefined;
}

const OPTIONS = ['secrets', 'fallback', 'store', 'timeout', 'lease', 'maxBytes', 'keyOf', 'on'];

/** Handles requests of `node:http`, and as a route of Express. */
export type NodeWebhook = (request: NodeRequest, response: NodeResponse) => void;

/**
 * Receives deliveries: checks who sent them, lets each event be handled once, and gives the answer that makes Planning
 * Center do the right thing. 200: all is handled, or was before. 401, 400, 413: it is not what it should be. 500: a
 * function failed, send it again. 503: it is being handled, ask again. 410: a function wants no more.
 *
 * @example
 * ```ts
 * import { createServer } from 'node:http';
 * import { WebhookHandler } from 'tspco/webhooks';
 *
 * const webhooks = new WebhookHandler({ secrets: [secret], fallback: ({ name }) => console.log(name) });
 * webhooks.on('people.v2.events.person.created', async ({ payload }) => {
 *   await welcome(payload.data.attributes.first_name);
 * });
 * createServer(webhooks.node).listen(3000);
 * ```
 */
export class WebhookHandler {
  readonly #parts: Omit<ReceiverParts, 'track'>;
  readonly #functions = new Map<string, WebhookFunction>();
  readonly #working = new Set<Promise<unknown>>();

  /**
   * @throws `PCOInputError` `ERR_OPTIONS` for options that cannot be used
   * @throws `PCOWebhookError` `ERR_SECRET` for secrets that cannot be any
   */
  constructor(options: WebhookHandlerOptions) {
    checkNames(options, OPTIONS);
    const { secrets, fallback, store = memoryWebhookStore(), on = {} } = options;
    checkFunctions(on, ['event', 'refused'], 'on.');
    const { timeout = 8000, lease = 60_000, maxBytes = 5 * 1024 * 1024 } = options;
    if (typeof fallback !== 'function')
      throw refused('fallback', 'a function for the events that no other one is for', fallback);
    for (const [name, value] of Object.entries({ timeout, lease, maxBytes }))
      if (!(typeof value === 'number' && value > 0)) throw refused(name, 'a number above 0', value);
    if (lease < timeout)
      throw refused('lease', `at least as long as the timeout of ${timeout} milliseconds`, lease);
    checkWebhookStore(store);
    const { keyOf = ({ id }: WebhookEvent) => id } = options;
    checkFunction('keyOf', keyOf);
    this.#parts = {
      secrets: typeof secrets === 'function' ? secrets : checkSecrets(secrets),
      store,
      timeout,
      lease,
      maxBytes,
      hooks: tellingHooks(on),
      functionFor: (name) => this.#functions.get(name) ?? fallback,
      // Who knows one church's secret must not be able to have another's events taken for handled.
      keyOf: (event) => `${event.organizationId ?? ''}:${keyIn(keyOf(event))}`,
    };
  }

  /**
   * Has the events of a name handled by a function, or those of several names.
   *
   * @throws `PCOInputError` `ERR_OPTIONS` when there is a function for that name already, or it is no name
   */
  on<const Name extends WebhookEventName | (string & Record<never, never>)>(
    names: Name | readonly Name[],
    handle: WebhookFunction<Name>,
  ): this {
    if (typeof handle !== 'function')
      throw new PCOInputError("on() takes an event's name and a function.", 'ERR_OPTIONS');
    const list: readonly unknown[] = [names].flat();
    if (list.length === 0) throw refused('names', 'at least one event', '[]');
    for (const name of list) {
      if (typeof name !== 'string' || !/^[^\s*]+$/.test(name))
        throw refused('name', "an event's whole name", name);
      if (this.#functions.has(name))
        throw new PCOInputError(`There is a function for ${name} already.`, 'ERR_OPTIONS');
    }
    for (const name of list as readonly string[]) this.#functions.set(name, handle as WebhookFunction);
    return this;
  }

  /**
   * Handles a request of a `fetch` handler: of Hono, Next, Deno, Bun, Workers. A property, so that it can be passed on.
   *
   * @param platform - whatever else the platform gives its handlers. If one of it has `waitUntil`, work that takes longer
   * than the answer goes on there
   */
  readonly fetch = async (request: Request, ...platform: readonly unknown[]): Promise<Response> => {
    const { method, headers } = request;
    const readBody = (maxBytes: number): ReturnType<typeof readStream> => readStream(request.body, maxBytes);
    const waiting = platform.find(canWait);
    const { status, text, ...answer } = await receive(
      { method, headers, readBody },
      { ...this.#parts, track: (work) => this.#track(work, waiting) },
    );
    return new Response(text, { status, headers: answer.headers });
  };

  /** Handles a request of `node:http`, or as a route of Express. A property, so that it can be passed on. */
  readonly node: NodeWebhook = (request, response) => {
    const parts = { ...this.#parts, track: (work: Promise<unknown>) => this.#track(work, undefined) };
    const answered = receive(incomingOf(request), parts).then((answer) => sendAnswer(response, answer));
    this.#track(answered, undefined);
  };

  /**
   * Waits for all work that is under way, also that which goes on after its answer: before the program ends. It takes as
   * long as the `lease` at most.
   */
  async settled(): Promise<void> {
    while (this.#working.size > 0) await Promise.all(this.#working);
  }

  #track(work: Promise<unknown>, waiting: CanWait | undefined): void {
    this.#working.add(work);
    void work.finally(() => this.#working.delete(work));
    try {
      waiting?.waitUntil(work);
    } catch {
      // The platform may have ended the request already. The work goes on for as long as it lets it.
    }
  }
}

/** Events with the same key are handled once, so a key that says nothing would lose all but the first. */
function keyIn(key: unknown): string {
  if (typeof key === 'string' && key !== '') return key;
  throw refused('keyOf', 'a function that gives a text', key);
}

interface CanWait {
  waitUntil(work: Promise<unknown>): void;
}

function canWait(given: unknown): given is CanWait {
  return typeof (given as Partial<CanWait> | null | undefined)?.waitUntil === 'function';
}
