import { createEmulator } from '@tspco/emulator';
import { PCO } from 'tspco';
import { ensureWebhooks } from 'tspco/webhooks';
import type { Invocation } from '../invocation.ts';

/** A practice church on a port, which tells an address of what happens in it. */
export interface Practice {
  readonly secrets: readonly string[];
  /** How to let something happen. */
  readonly hint: string;
  close(): Promise<void>;
}

export async function startPractice(
  { context }: Invocation,
  { url, events }: { readonly url: string; readonly events: readonly string[] },
): Promise<Practice> {
  const emulator = createEmulator({ clock: { now: context.now } });
  const { url: apiBase } = await emulator.listen();
  const { applicationId, secret } = emulator;
  const pco = new PCO({ applicationId, secret, fetch: emulator.fetch, budgetKey: apiBase });
  const { secrets } = await ensureWebhooks(pco, { url, names: events }).catch(async (error: unknown) => {
    await emulator.close();
    throw error;
  });
  return {
    secrets,
    hint: [
      'The practice church tells of what you change in it:',
      `PCO_API_BASE=${apiBase} PCO_APPLICATION_ID=${applicationId} PCO_SECRET=${secret} pco patch /people/v2/people/10000001 --set nickname=Addie`,
    ].join('\n'),
    close: () => emulator.close(),
  };
}
