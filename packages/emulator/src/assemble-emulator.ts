import { PersonalAccessTokens } from './accounts/personal-access-tokens.ts';
import type { SeedOptions } from './church/seed-church.ts';
import { createControl, type ControlParts } from './control/create-control.ts';
import type { RecordsControlParts } from './control/records-control.ts';
import type { Emulator } from './emulator-interface.ts';
import { MovableClock, alarms } from './emulator-clock.ts';
import { fillEmptyChurch } from './church/empty-church.ts';
import { FaultPlan } from './faults/fault-plan.ts';
import { Replicas } from './faults/meddle.ts';
import type { Authorities } from './http/authenticate.ts';
import { createHttpApp, type HttpParts } from './http/http-app.ts';
import { SocketServer, type Timeouts } from './http/socket-server.ts';
import { decoded } from './http/decoded.ts';
import { Applications } from './oauth/applications.ts';
import { Visits } from './oauth/browser/visits.ts';
import { Grants } from './oauth/grants.ts';
import { SigningKey } from './oauth/openid/signing-key.ts';
import { ALL_SCOPES } from './oauth/scopes.ts';
import { timeOf, type Settings } from './options.ts';
import { churchSettings, type ChurchSettings } from './organizations/church-settings.ts';
import { Organizations } from './organizations/organizations.ts';
import { OrganizationTokens } from './organization-tokens/organization-tokens.ts';
import { RateLimiter } from './rate-limit/rate-limiter.ts';
import { RequestLog } from './request-log/request-log.ts';
import type { Church } from './store/church.ts';
import { Webhooks, type WebhooksParts } from './webhooks/webhooks.ts';

/** The emulator's inside, which its outside knows nothing of, and what it touches of the world. */
export interface EmulatorParts
  extends
    Pick<HttpParts, 'handleApi' | 'moveRows' | 'sleep' | 'reportFault'>,
    Pick<RecordsControlParts, 'loadDocuments' | 'knowsType'>,
    Pick<WebhooksParts, 'events'> {
  seedChurch(church: Church, options: SeedOptions): Promise<void> | void;
  readonly timeouts?: Timeouts;
}

/** Puts inside and outside together. */
export function assembleEmulator(settings: Settings, parts: EmulatorParts): Emulator {
  const { applicationId, secret, accessToken, host } = settings;
  const workings = createWorkings(settings, parts);
  const { organizations } = workings;
  const control = createControl({ ...parts, ...workings });
  const app = createHttpApp({ ...parts, ...workings, control, settings });
  const server = new SocketServer({ app, host, timeouts: parts.timeouts });
  return {
    fetch: async (input, init) => {
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      return decoded(await app.fetch(request));
    },
    listen: async (port = 0) => {
      const listening = await server.listen(port);
      await organizations.main.open();
      organizations.resume();
      return listening;
    },
    close: async () => {
      organizations.pause();
      await server.close();
    },
    control,
    applicationId,
    secret,
    accessToken,
  };
}

/** What outlives a request. */
type Workings = Omit<HttpParts, keyof EmulatorParts | 'control' | 'settings'> & Pick<ControlParts, 'clock'>;

function createWorkings(settings: Settings, parts: EmulatorParts): Workings {
  const { reportFault, events } = parts;
  const clock = new MovableClock({ now: () => timeOf(settings.clock), alarms, reportFault });
  const now = (): number => clock.now();
  const { deliver, webhookVersion: version } = settings;
  const organizations = new Organizations({
    churches: churchSettings(settings),
    now,
    fill: (church, own) => fillChurch(church, own, parts),
    createWebhooks: (church) =>
      new Webhooks({ church, clock, alarms, deliver, version, events, reportFault }),
  });
  const faultPlan = new FaultPlan(settings.faults, settings.seed);
  const made = performance.now();
  return {
    clock,
    now,
    elapsed: () => performance.now() - made,
    organizations,
    ...createAccounts(settings, organizations, now),
    visits: new Visits({ now }),
    signingKey: new SigningKey(),
    rateLimiter: new RateLimiter(settings.rateLimit, now),
    requestLog: new RequestLog(settings.requestLog),
    faultPlan,
    replicas: new Replicas(now),
    mayLag: () => faultPlan.knows('lag'),
  };
}

/** Everything that credentials are compared with. The emulator's own are those of the administrator. */
function createAccounts(
  settings: Settings,
  { main }: Organizations,
  now: () => number,
): Authorities & { readonly applications: Applications } {
  const { applicationId, secret, accessToken } = settings;
  const administrator = { organization: main, personId: undefined };
  const personalAccessTokens = new PersonalAccessTokens();
  personalAccessTokens.add({ applicationId, secret }, administrator);
  const grants = new Grants({ now });
  grants.addLasting(accessToken, { account: administrator, applicationId, scope: ALL_SCOPES.join(' ') });
  return {
    personalAccessTokens,
    grants,
    organizationTokens: new OrganizationTokens({ now }),
    applications: new Applications(settings),
  };
}

/**
 * A church is made when it is first asked for, the main one also when the emulator is put on a port. Until then an
 * emulator costs next to nothing, so every test can have one of its own.
 */
async function fillChurch(
  church: Church,
  { church: kind, ...options }: ChurchSettings,
  parts: EmulatorParts,
): Promise<void> {
  if (kind === 'empty') fillEmptyChurch(church, options);
  else await parts.seedChurch(church, options);
}
