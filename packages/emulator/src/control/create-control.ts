import type { AppName } from '@tspco/catalog';
import { appOf } from '../apps/app-of.ts';
import type { LoadableDocument } from '../apps/load-documents.ts';
import { createClockControl } from './clock-control.ts';
import type { Control } from './control.ts';
import { createFaultControl } from './fault-control.ts';
import { createRateLimitControl } from './rate-limit-control.ts';
import { createRequestControl } from './request-control.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { RequestLog } from '../request-log/request-log.ts';
import type { EmulatorClock } from '../emulator-clock.ts';
import type { RateLimiter } from '../rate-limit/rate-limiter.ts';
import type { Church } from '../store/church.ts';
import {
  isSnapshot,
  restoreSnapshot,
  takeSnapshot,
  type KnowsType,
  type Snapshot,
} from '../store/snapshot.ts';
import type { FileShelf } from '../uploads/file-shelf.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import { createWebhooksControl } from './webhooks-control.ts';

export interface ControlParts {
  readonly clock: EmulatorClock;
  /** The church, and how it was when it was made. */
  readonly openChurches: () => Promise<{ church: Church; original: Church }>;
  readonly loadDocuments: (church: Church, app: AppName, documents: readonly LoadableDocument[]) => void;
  readonly knowsType: KnowsType;
  readonly uploads: FileShelf;
  readonly rateLimiter: RateLimiter;
  readonly faultPlan: FaultPlan;
  readonly requestLog: RequestLog;
  readonly webhooks: Webhooks;
}

type Documents = LoadableDocument | readonly LoadableDocument[];

/** What a test can do to an emulator made of these parts. */
export function createControl(parts: ControlParts): Control {
  const { clock, openChurches, loadDocuments, knowsType, uploads, rateLimiter, webhooks } = parts;
  const restore = async (snapshot: Snapshot): Promise<void> => {
    const { church } = await openChurches();
    restoreSnapshot(church, snapshot, knowsType);
    uploads.keepOnly(
      snapshot.files.map(({ id, name, contentType, base64 }) => {
        return [id, { name, contentType, bytes: Buffer.from(base64, 'base64'), expiresAt: 0 }];
      }),
    );
  };
  return {
    load: async (...given: [Documents | Snapshot] | [AppName, Documents]) => {
      const [value] = given.slice(-1);
      if (given.length === 1 && isSnapshot(value)) return restore(value);
      const documents = [value as Documents].flat();
      const [named] = given.length === 2 ? [given[0]] : [];
      const byApp = documents.map((document) => ({ app: named ?? appOf(document), document }));
      const { church } = await openChurches();
      const before = church.copy();
      try {
        for (const app of new Set(named ? [named] : byApp.map((item) => item.app))) {
          const own = byApp.filter((item) => item.app === app).map(({ document }) => document);
          loadDocuments(church, app, own);
        }
      } catch (error) {
        church.become(before);
        throw error;
      }
    },
    snapshot: async () => {
      const { church } = await openChurches();
      const files = uploads.allKept().map(([id, { name, contentType, bytes }]) => {
        return { id, name, contentType, base64: Buffer.from(bytes).toString('base64') };
      });
      return takeSnapshot(church, files);
    },
    restore,
    reset: async () => {
      const { church, original } = await openChurches();
      church.become(original);
      uploads.keepOnly([]);
    },
    clock: createClockControl(clock),
    faults: createFaultControl(parts),
    requests: createRequestControl(parts),
    rateLimit: createRateLimitControl(rateLimiter),
    webhooks: createWebhooksControl(webhooks, openChurches),
  };
}
