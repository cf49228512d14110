import type { AppName } from '@tspco/catalog';
import { appOf } from '../apps/app-of.ts';
import type { LoadableDocument } from '../apps/load-documents.ts';
import { LAST_TIME } from '../options.ts';
import type { ClockControl, Control } from './control.ts';
import type { EmulatorClock } from '../emulator-clock.ts';
import { budgetOf } from '../http/api-route.ts';
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
  readonly openChurch: () => Promise<{ church: Church; original: Church }>;
  readonly loadDocuments: (church: Church, app: AppName, documents: readonly LoadableDocument[]) => void;
  readonly knowsType: KnowsType;
  readonly uploads: FileShelf;
  readonly rateLimiter: RateLimiter | undefined;
  readonly webhooks: Webhooks;
}

type Documents = LoadableDocument | readonly LoadableDocument[];

/** What a test can do to an emulator made of these parts. */
export function createControl(parts: ControlParts): Control {
  const { clock, openChurch, loadDocuments, knowsType, uploads, rateLimiter, webhooks } = parts;
  const restore = async (snapshot: Snapshot): Promise<void> => {
    const { church } = await openChurch();
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
      const { church } = await openChurch();
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
      const { church } = await openChurch();
      const files = uploads.allKept().map(([id, { name, contentType, bytes }]) => {
        return { id, name, contentType, base64: Buffer.from(bytes).toString('base64') };
      });
      return takeSnapshot(church, files);
    },
    restore,
    reset: async () => {
      const { church, original } = await openChurch();
      church.become(original);
      uploads.keepOnly([]);
    },
    clock: createClockControl(clock),
    webhooks: createWebhooksControl(webhooks, openChurch),
    spendBudget: (requests) => spendBudget(rateLimiter, requests),
  };
}

function spendBudget(rateLimiter: RateLimiter | undefined, requests: number | undefined): void {
  if (!rateLimiter)
    throw new Error('There is no budget to spend: the emulator was made with rateLimit: false.');
  if (requests !== undefined && !(Number.isSafeInteger(requests) && requests > 0)) {
    throw new RangeError(`The requests to spend must be a whole number from 1; got ${String(requests)}.`);
  }
  rateLimiter.spend(budgetOf({ kind: 'person' }), requests);
}

function createClockControl(clock: EmulatorClock): ClockControl {
  return {
    now: () => clock.now(),
    get isFrozen() {
      return clock.isFrozen;
    },
    freeze: (at) => {
      const time = at === undefined ? clock.now() : Number(at);
      if (!(Math.abs(time) <= LAST_TIME))
        throw new RangeError(
          `The time to freeze must be a Date or milliseconds since 1970; got ${String(at)}.`,
        );
      clock.freeze(time);
    },
    resume: () => clock.resume(),
    advance: async (milliseconds) => {
      if (!(milliseconds >= 0 && clock.now() + milliseconds <= LAST_TIME))
        throw new RangeError(
          `The time to advance must be a number of milliseconds from 0; got ${String(milliseconds)}.`,
        );
      await clock.advance(milliseconds);
    },
  };
}
