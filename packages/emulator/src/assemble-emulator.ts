import { createControl, type ControlParts } from './control/create-control.ts';
import type { Emulator } from './emulator-interface.ts';
import { MovableClock, alarms } from './emulator-clock.ts';
import { fillEmptyChurch } from './empty-church.ts';
import { FaultPlan } from './faults/fault-plan.ts';
import { Replicas } from './faults/meddle.ts';
import { createHttpApp, type HttpParts } from './http/http-app.ts';
import { SocketServer, type Timeouts } from './http/socket-server.ts';
import { decoded } from './http/decoded.ts';
import { Grants } from './oauth/grants.ts';
import { timeOf, type Settings } from './options.ts';
import { OrganizationTokens } from './organization-tokens/organization-tokens.ts';
import { RateLimiter } from './rate-limit/rate-limiter.ts';
import { RequestLog } from './request-log/request-log.ts';
import { Church } from './store/church.ts';
import { FileShelf } from './uploads/file-shelf.ts';
import { Webhooks, type WebhooksParts } from './webhooks/webhooks.ts';

/** The emulator's inside, which its outside knows nothing of, and what it touches of the world. */
export interface EmulatorParts
  extends
    Pick<HttpParts, 'handleApi' | 'moveRows' | 'sleep' | 'reportFault'>,
    Pick<ControlParts, 'loadDocuments' | 'knowsType'>,
    Pick<WebhooksParts, 'events'> {
  seedChurch(church: Church, settings: Settings): Promise<void> | void;
  readonly timeouts?: Timeouts;
}

/** Puts inside and outside together. */
export function assembleEmulator(settings: Settings, parts: EmulatorParts): Emulator {
  const { applicationId, secret, accessToken, host } = settings;
  const workings = createWorkings(settings, parts);
  const { openChurches, webhooks } = workings;
  const control = createControl({ ...parts, ...workings });
  const app = createHttpApp({
    ...parts,
    ...workings,
    control,
    settings,
    openChurch: async () => (await openChurches()).church,
    strict: settings.strict,
    emptyIncluded: settings.emptyIncluded,
  });
  const server = new SocketServer({ app, host, timeouts: parts.timeouts });
  return {
    fetch: async (input, init) => {
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      return decoded(await app.fetch(request));
    },
    listen: async (port = 0) => {
      const listening = await server.listen(port);
      await openChurches();
      return listening;
    },
    close: async () => {
      webhooks.dispatcher.stop();
      await server.close();
    },
    control,
    applicationId,
    secret,
    accessToken,
  };
}

/** What outlives a request. */
type Workings = Omit<
  HttpParts,
  keyof EmulatorParts | 'control' | 'settings' | 'openChurch' | 'strict' | 'emptyIncluded'
> &
  Pick<ControlParts, 'clock' | 'openChurches' | 'webhooks'>;

function createWorkings(settings: Settings, parts: EmulatorParts): Workings {
  const { reportFault } = parts;
  const clock = new MovableClock({ now: () => timeOf(settings.clock), alarms, reportFault });
  const now = (): number => clock.now();
  const church = new Church({ now });
  const faultPlan = new FaultPlan(settings.faults, settings.seed);
  const made = performance.now();
  return {
    clock,
    now,
    elapsed: () => performance.now() - made,
    church,
    webhooks: new Webhooks({
      church,
      clock,
      alarms,
      deliver: settings.deliver,
      version: settings.webhookVersion,
      events: parts.events,
      reportFault,
    }),
    openChurches: once(async () => {
      await fillChurch(church, settings, parts);
      return { church, original: church.copy() };
    }),
    uploads: new FileShelf({ now }),
    grants: new Grants({ now }),
    organizationTokens: new OrganizationTokens({ now }),
    rateLimiter: new RateLimiter(settings.rateLimit, now),
    requestLog: new RequestLog(settings.requestLog),
    faultPlan,
    replicas: new Replicas(now),
    mayLag: () => faultPlan.knows('lag'),
  };
}

/**
 * The church is made when it is first asked for, or when the emulator is put on a port. Until then an emulator costs
 * next to nothing, so every test can have one of its own.
 */
async function fillChurch(church: Church, settings: Settings, parts: EmulatorParts): Promise<void> {
  if (settings.church === 'empty') fillEmptyChurch(church);
  else await parts.seedChurch(church, settings);
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
