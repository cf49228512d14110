import type { LoadableDocument } from '../apps/load-documents.ts';
import type { FaultRule } from '../faults/fault.ts';
import type { RateLimit } from '../rate-limit/rate-limiter.ts';
import type { Snapshot } from '../store/snapshot.ts';
import { appNamed, memberOf, numberIn, numberOf } from './sent-values.ts';
import type { DisorderOptions } from '../webhooks/disorder.ts';
import type { ChurchControl, Control, SignInOptions, Whose } from './control.ts';

/** What was sent to an address of the control. */
interface ControlRequest {
  readonly control: Control;
  /** Of the church that `?church=` names, else of the main one. */
  readonly church: ChurchControl;
  readonly query: URLSearchParams;
  /** The JSON of the body; `undefined` without one. */
  readonly body: unknown;
}

/** One thing that can be asked of the control over HTTP, for programs in any language. */
export interface ControlAddress {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/__emulator`. */
  readonly path: string;
  /** What it does, in a few words. */
  readonly what: string;
  /** What the body or query may be, by example. */
  readonly takes?: string;
  /** It makes no sense without a body. */
  readonly needsBody?: true;
  /** Returns what is answered as JSON; `undefined` for an answer without a body. */
  readonly run: (request: ControlRequest) => unknown;
}

export const CONTROL_ADDRESSES: readonly ControlAddress[] = [
  {
    method: 'GET',
    path: '/clock',
    what: "the emulator's time",
    run: ({ control: { clock } }) => clockState(clock),
  },
  {
    method: 'POST',
    path: '/clock/advance',
    what: 'move time on, and wait until what is due has happened',
    takes: '{ "milliseconds": 7200000 }',
    needsBody: true,
    run: async ({ control: { clock }, body }) => {
      await clock.advance(numberOf(body, 'milliseconds'));
      return clockState(clock);
    },
  },
  {
    method: 'POST',
    path: '/clock/freeze',
    what: 'let time stand still, now or at a moment',
    takes: '{ "at": "2026-06-01T09:00:00Z" }',
    run: ({ control: { clock }, body }) => {
      const at = memberOf(body, 'at') as string | number | undefined;
      clock.freeze(typeof at === 'string' ? new Date(at) : at);
      return clockState(clock);
    },
  },
  {
    method: 'POST',
    path: '/clock/resume',
    what: 'let time go on',
    run: ({ control: { clock } }) => {
      clock.resume();
      return clockState(clock);
    },
  },
  {
    method: 'GET',
    path: '/churches',
    what: 'the churches, and whether they have been made',
    run: ({ control }) => control.churches(),
  },
  {
    method: 'GET',
    path: '/counts',
    what: 'how many records there are, by app and type',
    run: ({ church }) => church.counts(),
  },
  {
    method: 'GET',
    path: '/snapshot',
    what: 'the church as it is now',
    run: ({ church }) => church.snapshot(),
  },
  {
    method: 'PUT',
    path: '/snapshot',
    what: 'go back to the church of a snapshot',
    takes: 'what GET answered',
    needsBody: true,
    run: ({ church, body }) => church.restore(body as Snapshot),
  },
  {
    method: 'POST',
    path: '/reset',
    what: 'make the church as it was in the beginning',
    run: ({ church }) => church.reset(),
  },
  {
    method: 'POST',
    path: '/load',
    what: 'add the resources of JSON:API documents',
    takes:
      '{ "data": { "type": "Person", "id": "1", "attributes": {} } }, and ?app=people when it has no links',
    needsBody: true,
    run: ({ church, body, query }) => {
      const app = query.get('app');
      const documents = body as LoadableDocument;
      return app === null ? church.load(documents) : church.load(appNamed(app), documents);
    },
  },
  {
    method: 'POST',
    path: '/sign-in',
    what: 'tokens of somebody, who agrees to everything',
    takes: '{ "person": "ada@example.org", "church": "grace", "scopes": ["people"], "application": "web" }',
    run: ({ control, body }) => control.signIn(body as SignInOptions),
  },
  {
    method: 'POST',
    path: '/personal-access-token',
    what: 'a personal access token of somebody',
    takes: '{ "person": "ada@example.org", "church": "grace" }',
    run: ({ control, body }) => control.personalAccessToken(body as Whose),
  },
  {
    method: 'GET',
    path: '/requests',
    what: 'what was asked and what became of it',
    takes: '?after=NUMBER&limit=NUMBER&last=NUMBER',
    run: ({ control: { requests }, query }) => ({
      requests: requests.list({
        after: numberIn(query, 'after'),
        limit: numberIn(query, 'limit'),
        last: numberIn(query, 'last'),
      }),
      dropped: requests.dropped,
    }),
  },
  {
    method: 'DELETE',
    path: '/requests',
    what: 'forget the requests and count anew',
    run: ({ control }) => control.requests.clear(),
  },
  {
    method: 'GET',
    path: '/counters',
    what: 'how many requests there were',
    run: ({ control }) => control.requests.counters(),
  },
  {
    method: 'GET',
    path: '/not-modelled',
    what: 'what was asked for that the emulator does not model',
    run: ({ control }) => control.requests.notModelled(),
  },
  {
    method: 'GET',
    path: '/faults',
    what: 'what goes wrong, and how often it has',
    run: ({ control }) => control.faults.report(),
  },
  {
    method: 'PUT',
    path: '/faults',
    what: 'replace what goes wrong',
    takes: '[{ "fault": "error", "status": 503, "path": "/people/v2/people", "nth": 3 }], and ?seed=NUMBER',
    needsBody: true,
    run: ({ control: { faults }, body, query }) => {
      faults.set(body as readonly FaultRule[], { seed: numberIn(query, 'seed') });
      return faults.report();
    },
  },
  {
    method: 'POST',
    path: '/faults',
    what: 'add something that goes wrong',
    takes: '{ "fault": "reset", "method": "POST", "times": 1 }',
    needsBody: true,
    run: ({ control: { faults }, body }) => {
      faults.add(...[body as FaultRule].flat());
      return faults.report();
    },
  },
  {
    method: 'POST',
    path: '/faults/remove',
    what: 'take away the rules that are equal to one or some',
    takes: '{ "fault": "reset", "method": "POST", "times": 1 }',
    needsBody: true,
    run: ({ control: { faults }, body }) => {
      faults.remove(...[body as FaultRule].flat());
      return faults.report();
    },
  },
  {
    method: 'DELETE',
    path: '/faults',
    what: 'let nothing go wrong any more',
    run: ({ control }) => control.faults.clear(),
  },
  {
    method: 'GET',
    path: '/rate-limit',
    what: 'the rate limit, and how much of it is spent',
    run: ({ control }) => control.rateLimit.state(),
  },
  {
    method: 'PUT',
    path: '/rate-limit',
    what: 'change the rate limit',
    takes: '{ "limit": 10, "period": 20, "window": "sliding-log" }, or false',
    needsBody: true,
    run: ({ control: { rateLimit }, body }) => {
      rateLimit.change(body as Partial<RateLimit> | false);
      return rateLimit.state();
    },
  },
  {
    method: 'POST',
    path: '/rate-limit/spend',
    what: 'let others spend so many requests, or all that are left',
    takes: '{ "requests": 50 }',
    run: ({ control: { rateLimit }, body }) => {
      rateLimit.spend(memberOf(body, 'requests') as number | undefined);
      return rateLimit.state();
    },
  },
  {
    method: 'PUT',
    path: '/rate-limit/others',
    what: 'let others spend so many requests every second',
    takes: '{ "perSecond": 2 }',
    needsBody: true,
    run: ({ control: { rateLimit }, body }) => {
      rateLimit.letOthersSpend(numberOf(body, 'perSecond'));
      return rateLimit.state();
    },
  },
  {
    method: 'POST',
    path: '/tokens/expire',
    what: 'let an access token expire, or all of them',
    takes: '{ "token": "pco_tok_…" }',
    run: ({ control, body }) => ({ tokens: control.expireTokens(memberOf(body, 'token') as string) }),
  },
  {
    method: 'POST',
    path: '/tokens/revoke',
    what: 'revoke a token with its pair, or all of them',
    takes: '{ "token": "pco_tok_…" }',
    run: ({ control, body }) => ({ tokens: control.revokeTokens(memberOf(body, 'token') as string) }),
  },
  {
    method: 'GET',
    path: '/deliveries',
    what: 'the attempts to deliver webhooks',
    run: ({ church }) => church.webhooks.deliveries(),
  },
  {
    method: 'POST',
    path: '/deliveries/settle',
    what: 'wait until all deliveries that are due have been answered',
    run: async ({ church: { webhooks } }) => {
      await webhooks.settle();
      return webhooks.deliveries();
    },
  },
  {
    method: 'POST',
    path: '/webhooks/send',
    what: 'tell subscribers of a record as if something had just happened to it',
    takes: '{ "name": "people.v2.events.person.updated", "id": "10000001" }',
    needsBody: true,
    run: async ({ church, body }) => ({
      subscriptions: await church.webhooks.send((body ?? {}) as EventToSend),
    }),
  },
  {
    method: 'PUT',
    path: '/webhooks',
    what: 'let deliveries come twice and overtake each other',
    takes: '{ "duplicates": 0.2, "reorder": true, "seed": 7 }',
    run: ({ church, body = {} }) => church.webhooks.configure(body as DisorderOptions),
  },
];

type EventToSend = Parameters<ChurchControl['webhooks']['send']>[0];

function clockState(clock: Control['clock']): object {
  const time = clock.now();
  return { now: new Date(time).toISOString(), milliseconds: time, frozen: clock.isFrozen };
}
