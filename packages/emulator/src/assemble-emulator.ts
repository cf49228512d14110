import type { AppName } from '@tspco/catalog';
import { appOf } from './apps/app-of.ts';
import type { LoadableDocument } from './apps/load-documents.ts';
import type { Emulator } from './emulator-interface.ts';
import { fillEmptyChurch } from './empty-church.ts';
import { budgetOf } from './http/api-route.ts';
import { createHttpApp, type HttpParts } from './http/http-app.ts';
import { SocketServer } from './http/socket-server.ts';
import { decoded } from './http/decoded.ts';
import { Grants } from './oauth/grants.ts';
import type { Settings } from './options.ts';
import { OrganizationTokens } from './organization-tokens/organization-tokens.ts';
import { RateLimiter } from './rate-limit/rate-limiter.ts';
import { Church } from './store/church.ts';
import { FileShelf } from './uploads/file-shelf.ts';

/** The emulator's inside, which its outside knows nothing of, and what it touches of the world. */
export interface EmulatorParts extends Pick<HttpParts, 'handleApi' | 'sleep' | 'reportFault'> {
  loadDocuments(church: Church, app: AppName, documents: readonly LoadableDocument[]): void;
  seedChurch(church: Church, settings: Settings): Promise<void> | void;
}

type Documents = LoadableDocument | readonly LoadableDocument[];

/** Puts inside and outside together. */
export function assembleEmulator(settings: Settings, parts: EmulatorParts): Emulator {
  const { applicationId, secret, accessToken, host, clock } = settings;
  const now = (): number => clock.now();
  const church = new Church({ now });
  const rateLimiter = settings.rateLimit ? new RateLimiter({ ...settings.rateLimit, now }) : undefined;
  const openChurch = once(() => fillChurch(church, settings, parts));
  const app = createHttpApp({
    settings,
    church,
    openChurch,
    rateLimiter,
    grants: new Grants({ now }),
    organizationTokens: new OrganizationTokens({ now }),
    uploads: new FileShelf({ now }),
    strict: settings.strict,
    emptyIncluded: settings.emptyIncluded,
    handleApi: parts.handleApi,
    sleep: parts.sleep,
    reportFault: parts.reportFault,
  });
  const server = new SocketServer({ app, host });
  return {
    fetch: async (input, init) => {
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      return decoded(await app.fetch(request));
    },
    listen: async (port = 0) => {
      const listening = await server.listen(port);
      await openChurch();
      return listening;
    },
    close: () => server.close(),
    control: {
      load: async (...given: [Documents] | [AppName, Documents]) => {
        const documents = [given.at(-1) as Documents].flat();
        if (given.length === 2) return parts.loadDocuments(await openChurch(), given[0], documents);
        const byApp = documents.map((document) => ({ app: appOf(document), document }));
        const opened = await openChurch();
        for (const app of new Set(byApp.map((item) => item.app))) {
          const own = byApp.filter((item) => item.app === app).map(({ document }) => document);
          parts.loadDocuments(opened, app, own);
        }
      },
      spendBudget: (requests) => spendBudget(rateLimiter, requests),
    },
    applicationId,
    secret,
    accessToken,
  };
}

/**
 * The church is made when it is first asked for, or when the emulator is put on a port. Until then an emulator costs
 * next to nothing, so every test can have one of its own.
 */
async function fillChurch(church: Church, settings: Settings, parts: EmulatorParts): Promise<Church> {
  if (settings.church === 'empty') fillEmptyChurch(church);
  else await parts.seedChurch(church, settings);
  return church;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

function spendBudget(rateLimiter: RateLimiter | undefined, requests: number | undefined): void {
  if (!rateLimiter)
    throw new Error('There is no budget to spend: the emulator was made with rateLimit: false.');
  if (requests !== undefined && !(Number.isSafeInteger(requests) && requests > 0)) {
    throw new RangeError(`The requests to spend must be a whole number from 1; got ${String(requests)}.`);
  }
  rateLimiter.spend(budgetOf({ kind: 'person' }), requests);
}
