import { createEmulator, type Emulator } from '@tspco/emulator';
import { PCO, type ClientOptions } from 'tspco';
import { onTestFinished } from 'vitest';

/** An emulator on a port, a client for it, and what has been asked of it. */
export interface PracticeChurch {
  readonly emulator: Emulator;
  readonly pco: PCO;
  /** Another client, with the same credentials. */
  client(options?: ClientOptions): PCO;
  /** `GET /people/v2/people/1`, without the queries, since the start or since it was last called. */
  requests(): string[];
}

/** Starts a church of a few people for one test. */
export async function startChurch(): Promise<PracticeChurch> {
  const emulator = createEmulator({ people: 12, rateLimit: false });
  const { url, uploadUrl } = await emulator.listen();
  onTestFinished(() => emulator.close());
  const { applicationId, secret } = emulator;
  const client = (options: ClientOptions = {}): PCO =>
    new PCO({ applicationId, secret, apiBase: url, uploadUrl, ...options });
  let told = 0;
  return {
    emulator,
    pco: client(),
    client,
    requests: () => {
      const all = emulator.control.requests.list();
      const since = all.slice(told).map(({ method, url }) => `${method} ${url.replace(/\?.*/, '')}`);
      told = all.length;
      return since;
    },
  };
}
