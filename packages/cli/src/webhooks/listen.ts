import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { once } from 'node:events';
import type { ListenOptions } from '../commands/webhooks.ts';
import { ClosedPipe } from '../context.ts';
import { usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import type { WebhookEvent } from 'tspco/webhooks';
import { checkAddress } from './check-address.ts';
import { eventText, send, type Delivery } from './delivery.ts';
import { ensureAll } from './ensure.ts';
import { startPractice, type Practice } from './practice.ts';
import { startReceiver } from './receiver.ts';
import { secretsFrom } from './secrets.ts';

/** What a gateway answers when nobody is behind it: Planning Center tries again. */
const NO_ANSWER = 502;
const USUAL_EVENTS = ['created', 'updated', 'destroyed'].map((what) => `people.v2.events.person.${what}`);

/** Receives events until it is stopped, or has received enough. */
export async function listen(invocation: Invocation, options: ListenOptions): Promise<void> {
  const { context, globals } = invocation;
  const { url, event = USUAL_EVENTS, limit = Infinity } = options;
  for (const address of [url, options.forwardTo]) if (address !== undefined) checkAddress(address);
  let secrets = await secretsFrom(invocation, options.secretsFrom);
  if (!globals.emulator && url === undefined && secrets.length === 0) {
    throw usageFailure(
      'Without a secret, nobody can tell what is genuine.',
      'Give --url, which subscribes an address of yours that leads here; or --secrets-from; or --emulator.',
    );
  }
  const enough = new AbortController();
  const stopped = AbortSignal.any([context.signal, enough.signal]);
  let count = 0;
  const receiver = await startReceiver({
    port: options.port,
    secrets: () => secrets,
    refused: (reason) => void invocation.note(reason),
    async received(delivery, events) {
      await show(invocation, events);
      if (options.saveTo !== undefined) await save(resolve(context.cwd, options.saveTo), delivery, events);
      const status =
        options.forwardTo === undefined
          ? 200
          : await send(delivery, options.forwardTo).catch(() => NO_ANSWER);
      if (options.forwardTo !== undefined) await invocation.note(`${options.forwardTo} answered ${status}.`);
      if (++count >= limit) enough.abort();
      return status;
    },
  });
  let practice: Practice | undefined;
  try {
    if (globals.emulator) {
      practice = await startPractice(invocation, { url: receiver.url, events: event });
      secrets = [...secrets, ...practice.secrets];
    } else if (url !== undefined) {
      const subscriptions = await ensureAll(invocation, { url, events: event });
      secrets = [...secrets, ...subscriptions.map(({ secret }) => secret)];
    }
    await invocation.note(beginning(receiver.url, url, practice?.hint));
    if (!stopped.aborted) await once(stopped, 'abort');
  } finally {
    await receiver.close();
    await practice?.close();
  }
  if (context.signal.reason instanceof ClosedPipe) throw context.signal.reason;
}

function beginning(here: string, url: string | undefined, hint: string | undefined): string {
  const way =
    hint ??
    (url === undefined
      ? 'Planning Center cannot reach this machine: an address of yours, such as a tunnel, must lead here.'
      : `Planning Center sends to ${url}, which must lead here.`);
  return `Listening at ${here}. ${way}\nStop: Ctrl+C`;
}

async function show(invocation: Invocation, events: readonly WebhookEvent[]): Promise<void> {
  const { stdout } = invocation.context;
  for (const event of events) {
    await invocation.print(stdout.isTerminal ? `${eventText(event)}\n` : `${JSON.stringify(event)}\n`);
  }
}

async function save(folder: string, delivery: Delivery, events: readonly WebhookEvent[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  // Ids come from outside: nothing of them may lead out of the folder.
  const name = (events[0]?.id ?? 'delivery').replaceAll(/[^A-Za-z0-9-]/g, '_');
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(delivery, undefined, 2)}\n`, {
    mode: 0o600,
  });
}
