import { fork } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { bundled } from './bundled.ts';
import { kill } from './kill.ts';
import type { Done, News, Order } from './token-worker.ts';

/** A process that refreshes grants. */
export interface TokenProcess {
  /** Resolves with what became of it when everything was done. */
  obey(order: Order): Promise<Done>;
  /** Gives it something to do in the middle of which it will be killed. */
  begin(order: Order): void;
  /** Resolves when it has said that it stands still. */
  readonly stopped: Promise<unknown>;
  /** When its last lock ends; `undefined` when it has taken none. */
  lockedUntil(): number | undefined;
  kill(): Promise<void>;
}

/** Makes the program of such processes, for the processes of one test. */
export async function tokenProcesses(): Promise<() => Promise<TokenProcess>> {
  const program = await bundled('token-worker');
  return () => start(program);
}

async function start(program: string): Promise<TokenProcess> {
  const child = fork(program, { stdio: 'inherit' });
  onTestFinished(() => kill(child));
  let until: number | undefined;
  child.on('message', (news: News) => {
    if (news.kind === 'locked') ({ until } = news);
  });
  const heard = <Kind extends News['kind']>(kind: Kind): Promise<Extract<News, { kind: Kind }>> =>
    new Promise((resolve, reject) => {
      child.on('message', (news: News) => {
        if (news.kind === kind) resolve(news as Extract<News, { kind: Kind }>);
      });
      child.once('exit', () => reject(new Error('The process has ended.')));
    });
  const stopped = heard('stopped');
  stopped.catch(() => {});
  await heard('ready');
  return {
    obey(order) {
      const done = heard('done');
      child.send(order);
      return done;
    },
    begin: (order) => void child.send(order),
    stopped,
    lockedUntil: () => until,
    kill: () => kill(child),
  };
}
