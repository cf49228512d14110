import { loadVersion, type AppName } from '@tspco/catalog';
import { assembleEmulator } from '../assemble-emulator.ts';
import { seedChurch } from '../church/seed-church.ts';
import type { Emulator } from '../emulator-interface.ts';
import { INSIDE } from '../inside.ts';
import { settingsFrom } from '../options.ts';
import { missingResources } from './fill-gaps.ts';
import { Graph } from '../schema/graph.ts';
import { schemaOf } from '../apps/schema-of.ts';
import type { Church } from '../store/church.ts';

const ORIGIN = 'https://api.planningcenteronline.com';
/** Enough for one of everything. */
const PEOPLE = 60;

interface Resource {
  readonly type: string;
  readonly id: string;
  readonly links: Readonly<Record<string, string | null>>;
}

export interface Told {
  readonly status: number;
  readonly data: readonly Resource[];
  /** What an error says. */
  readonly detail: string;
}

/** An emulator to be asked over its `fetch`, and a look at its church to find out what can be asked. */
export class Asker {
  readonly #emulator: Emulator;
  readonly #church: Church;
  #filled: Church;
  /** Of a file that was uploaded. */
  readonly fileIdentifier: string;

  private constructor(emulator: Emulator, church: Church, fileIdentifier: string) {
    this.#emulator = emulator;
    this.#church = church;
    this.#filled = this.remember();
    this.fileIdentifier = fileIdentifier;
  }

  static async create(): Promise<Asker> {
    const found: Church[] = [];
    const settings = settingsFrom({ people: PEOPLE, rateLimit: false, deliver: reachNobody });
    const emulator = assembleEmulator(settings, {
      ...INSIDE,
      reportFault: (error) => {
        throw error;
      },
      seedChurch: (church, options) => {
        seedChurch(church, options);
        found.push(church);
      },
    });
    const form = new FormData();
    form.set('file', new Blob(['a face']), 'face.png');
    const told = await tell(emulator, '/v2/files', { method: 'POST', body: form });
    // Whoever asks for anything lets the church be made.
    await tell(emulator, '/people/v2');
    const [church] = found;
    if (!church) throw new Error('The emulator made no church.');
    return new Asker(emulator, church, told.data[0]?.id ?? '');
  }

  ask(method: string, path: string, body?: object): Promise<Told> {
    return tell(this.#emulator, path, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
  }

  /** The records of an app as they are now. */
  graph(app: AppName): Graph {
    const version = loadVersion(app);
    const schema = schemaOf(version);
    const [administrator] = this.#church.app('people').all('Person');
    return new Graph(schema, this.#church, administrator?.id ?? '');
  }

  /**
   * Loads what the church lacks of an app, and forgets how it was without. Twice, because what is new may be pointed
   * at.
   */
  async complete(app: AppName): Promise<void> {
    this.reset();
    for (let round = 0; round < 2; round += 1) {
      for (const resource of missingResources(this.graph(app)))
        await this.#emulator.control.load(app, { data: resource });
    }
    this.#filled = this.remember();
  }

  /** Undoes everything that was asked for. */
  reset(): void {
    this.#church.become(this.#filled);
  }

  /** The church as it is now, to compare it with. */
  remember(): Church {
    return this.#church.copy();
  }

  /** Whether anything in an app is not as it was before; when something was changed does not count. */
  hasChanged(app: AppName, earlier: Church): boolean {
    const [before, after] = [earlier.app(app), this.#church.app(app)];
    return [...new Set([...before.types, ...after.types])].some((type) => {
      const [old, current] = [before.all(type), after.all(type)];
      return old.length !== current.length || current.some((record, index) => isOther(record, old[index]));
    });
  }
}

function isOther(record: object, before: object | undefined): boolean {
  return record !== before && withoutTimes(record) !== withoutTimes(before);
}

function withoutTimes(record: object | undefined): string | undefined {
  return JSON.stringify(record, (name, value: unknown) => (name === 'updated_at' ? undefined : value));
}

async function tell(emulator: Emulator, path: string, init: RequestInit = {}): Promise<Told> {
  const headers = {
    Authorization: `Bearer ${emulator.accessToken}`,
    'User-Agent': 'tspco-emulator --coverage',
  };
  const { status, ...answer } = await withText(
    await emulator.fetch(`${ORIGIN}${path}`, { ...init, headers }),
  );
  const { data = [], errors = [] } = (answer.text === '' ? {} : JSON.parse(answer.text)) as {
    data?: Resource | readonly Resource[];
    errors?: readonly { detail?: string }[];
  };
  return { status, data: [data].flat(), detail: errors.map(({ detail = '' }) => detail).join(' ') };
}

/** Takes deliveries of webhooks: what is tried must reach nobody. */
async function reachNobody(): Promise<Response> {
  return new Response();
}

async function withText(response: Response): Promise<{ status: number; text: string }> {
  const isJson = response.headers.get('Content-Type')?.includes('json') === true;
  const text = await response.text();
  return { status: response.status, text: isJson ? text : '' };
}
