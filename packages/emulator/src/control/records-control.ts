import { APP_NAMES, type AppName } from '@tspco/catalog';
import { appOf } from '../apps/app-of.ts';
import type { LoadableDocument } from '../apps/load-documents.ts';
import type { Organization } from '../organizations/organization.ts';
import type { Church } from '../store/church.ts';
import {
  isSnapshot,
  restoreSnapshot,
  takeSnapshot,
  type KnowsType,
  type Snapshot,
} from '../store/snapshot.ts';
import type { RecordCounts, RecordsControl } from './control.ts';

export interface RecordsControlParts {
  readonly organization: Organization;
  readonly loadDocuments: (church: Church, app: AppName, documents: readonly LoadableDocument[]) => void;
  readonly knowsType: KnowsType;
}

type Documents = LoadableDocument | readonly LoadableDocument[];

/** What a test can do to the records and files of one church. */
export function createRecordsControl({
  organization,
  loadDocuments,
  knowsType,
}: RecordsControlParts): RecordsControl {
  const { uploads } = organization;
  const restore = async (snapshot: Snapshot): Promise<void> => {
    restoreSnapshot(await organization.open(), snapshot, knowsType);
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
      const church = await organization.open();
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
      const church = await organization.open();
      const files = uploads.allKept().map(([id, { name, contentType, bytes }]) => {
        return { id, name, contentType, base64: Buffer.from(bytes).toString('base64') };
      });
      return takeSnapshot(church, files);
    },
    restore,
    counts: async () => countRecords(await organization.open()),
    reset: async () => {
      const { church, original } = await organization.openBoth();
      church.become(original);
      uploads.keepOnly([]);
    },
  };
}

function countRecords(church: Church): RecordCounts {
  const counts = APP_NAMES.map((app) => {
    const store = church.app(app);
    const types = store.types.map((type) => [type, store.count(type)] as const);
    return [app, Object.fromEntries(types.filter(([, count]) => count > 0))] as const;
  });
  return Object.fromEntries(counts) as RecordCounts;
}
