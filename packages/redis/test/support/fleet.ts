import { fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { onTestFinished } from 'vitest';
import { bundled } from './bundled.ts';
import { kill } from './kill.ts';
import type { Done, News, Order } from './worker.ts';

/** One process of a fleet. */
export interface Worker {
  readonly warnings: readonly string[];
  /** Resolves when it has warned so often. */
  warned(times: number): Promise<void>;
  /** Sends requests, and returns when all have been answered. */
  obey(order: Order): Promise<Done>;
  /** Ends it in the middle of what it does. */
  kill(): Promise<void>;
}

/** Starts processes that send requests. */
export async function startFleet(count: number): Promise<readonly Worker[]> {
  const program = await bundled('worker');
  return Promise.all(Array.from({ length: count }, () => startWorker(program)));
}

async function startWorker(program: string): Promise<Worker> {
  const child = fork(program, { stdio: 'inherit' });
  onTestFinished(() => kill(child));
  const warnings: string[] = [];
  const events = new EventEmitter();
  child.on('message', (news: News) => {
    if (news.kind !== 'warning') return;
    warnings.push(news.message);
    events.emit('warning');
  });
  const heard = <Heard extends News>(isIt: (news: News) => news is Heard): Promise<Heard> =>
    new Promise((resolve, reject) => {
      child.on('message', (news: News) => {
        if (isIt(news)) resolve(news);
      });
      child.once('exit', () => reject(new Error('The process has ended.')));
    });
  await heard((news): news is News => news.kind === 'ready');
  return {
    warnings,
    async warned(times) {
      while (warnings.length < times) await once(events, 'warning');
    },
    async obey(order) {
      const { applicationId } = order;
      const done = heard(
        (news): news is Done => news.kind === 'done' && news.applicationId === applicationId,
      );
      child.send(order);
      return done;
    },
    kill: () => kill(child),
  };
}
