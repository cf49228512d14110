import { PersonalAccessTokens } from './accounts/personal-access-tokens.ts';
import type { SeedOptions } from './church/seed-church.ts';
import { createControl } from './control/create-control.ts';
import type { RecordsControlParts } from './control/records-control.ts';
import type { Emulator } from './emulator-interface.ts';
import { MovableClock, alarms } from './emulator-clock.ts';
import { fillEmptyChurch } from './empty-church.ts';
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
import type { Church } from './store/church.ts';

/** The emulator's inside, which its outside knows nothing of, and what it touches of the world. */
export interface EmulatorParts
  extends
    Pick<HttpParts, 'handleApi' | 'sleep' | 'reportFault'>,
    Pick<RecordsControlParts, 'loadDocuments' | 'knowsType'> {
  seedChurch(church: Church, options: SeedOptions): Promise<void> | void;
  readonly timeouts?: Timeouts;
}

/** Puts inside and outside together. */
export function assembleEmulator(settings: Settings, parts: EmulatorParts): Emulator {
  const { applicationId, secret, accessToken, host } = settings;
  const { reportFault } = parts;
  const clock = new MovableClock({ now: () => timeOf(settings.clock), alarms, reportFault });
  const now = (): number => clock.now();
  const rateLimiter = settings.rateLimit ? new RateLimiter(settings.rateLimit, now) : undefined;
  const organizations = new Organizations({
    churches: churchSettings(settings),
    now,
    fill: (church, own) => fillChurch(church, own, parts),
  });
  const accounts = createAccounts(settings, organizations, now);
  const app = createHttpApp({
    settings,
    organizations,
    ...accounts,
    visits: new Visits({ now }),
    signingKey: new SigningKey(),
    rateLimiter,
    now,
    strict: settings.strict,
    emptyIncluded: settings.emptyIncluded,
    handleApi: parts.handleApi,
    sleep: parts.sleep,
    reportFault,
  });
  const { loadDocuments, knowsType } = parts;
  const control = createControl({
    clock,
    organizations,
    ...accounts,
    loadDocuments,
    knowsType,
    rateLimiter,
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
      await organizations.main.open();
      return listening;
    },
    close: () => server.close(),
    control,
    applicationId,
    secret,
    accessToken,
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
