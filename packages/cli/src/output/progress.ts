import type { SingleBar } from 'cli-progress';
import type { Progress } from 'tspco';
import type { Invocation } from '../invocation.ts';

/** What tells a person how far long work is. */
export interface ProgressDisplay {
  readonly update: (progress: Progress) => Promise<void>;
  end(): void;
}

/** What takes less time needs no bar. */
const SHOW_AFTER_MS = 1000;
/** Where there is no terminal, a line now and then shows in a log that it goes on. */
const LINE_EVERY_MS = 15_000;

/** A bar on a terminal, else a line every quarter of a minute; both on standard error. */
export function showProgress(invocation: Invocation): ProgressDisplay {
  return invocation.context.stderr.isTerminal ? bar(invocation) : occasionalLines(invocation);
}

function bar({ context, messageStyle: style }: Invocation): ProgressDisplay {
  const since = context.now();
  let shown: SingleBar | undefined;
  return {
    async update(progress) {
      if (shown === undefined) {
        if (context.now() - since < SHOW_AFTER_MS) return;
        const { SingleBar: Bar } = await import('cli-progress');
        shown = new Bar({
          format: (_options, { progress: part }, { words }: { words: string }) => {
            const full = Math.round(part * BAR_WIDTH);
            const drawn = style('cyan', '█'.repeat(full)) + style('dim', '░'.repeat(BAR_WIDTH - full));
            return `${drawn} ${words}`;
          },
          stream: process.stderr,
          hideCursor: true,
          clearOnComplete: true,
          // What Ctrl-C does is decided elsewhere.
          gracefulExit: false,
        });
        shown.start(progress.total ?? 0, progress.done, { words: progressText(progress) });
      }
      shown.setTotal(progress.total ?? progress.done);
      shown.update(progress.done, { words: progressText(progress) });
    },
    end: () => shown?.stop(),
  };
}

const BAR_WIDTH = 24;

function occasionalLines(invocation: Invocation): ProgressDisplay {
  const { now } = invocation.context;
  let last = now();
  return {
    async update(progress) {
      if (now() - last < LINE_EVERY_MS) return;
      last = now();
      await invocation.note(progressText(progress));
    },
    end: () => {},
  };
}

/** `12,300 of 50,000, 480 a second, 1 min 18 s left` */
export function progressText({ done, total, rate, timeLeft }: Progress): string {
  const all = total === undefined ? '' : ` of ${total.toLocaleString('en')}`;
  const speed = rate === 0 ? '' : `, ${Math.round(rate).toLocaleString('en')} a second`;
  const left = timeLeft === undefined || timeLeft === 0 ? '' : `, ${durationText(timeLeft)} left`;
  return `${done.toLocaleString('en')}${all}${speed}${left}`;
}

/** Milliseconds in words. */
export function durationText(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
