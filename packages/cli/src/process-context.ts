import { ClosedPipe, Interrupted, type Context, type Input, type Output } from './context.ts';
import { typedAsIn } from './typed-as.ts';

/** Code of a process that a signal ended: 128 and the signal's number. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** The world as this process has it. */
export function processContext(process: NodeJS.Process): Context {
  const controller = new AbortController();
  for (const [signal, exitCode] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      // Whoever asks twice does not want to wait for what is still to be tidied up.
      if (controller.signal.aborted) process.exit(exitCode);
      controller.abort(new Interrupted(exitCode));
    });
  }
  const closed = (): void => controller.abort(new ClosedPipe());
  // Making a stream takes milliseconds, and most commands do without one or another.
  const streams: { stdin?: Input; stdout?: Output; stderr?: Output } = {};
  return {
    get stdin() {
      return (streams.stdin ??= inputFrom(process.stdin));
    },
    get stdout() {
      return (streams.stdout ??= outputTo(process.stdout, closed));
    },
    get stderr() {
      return (streams.stderr ??= outputTo(process.stderr, () => {}));
    },
    env: process.env,
    cwd: process.cwd(),
    typedAs: typedAsIn(process.env, process.argv[1]),
    now: Date.now,
    signal: controller.signal,
    prompts: lazyPrompts(controller.signal),
    async openBrowser(url) {
      const { default: open } = await import('open');
      await open(url);
    },
  };
}

function outputTo(stream: NodeJS.WriteStream, closed: () => void): Output {
  let failure: Error | undefined;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    failure = error.code === 'EPIPE' ? new ClosedPipe() : error;
    if (error.code === 'EPIPE') closed();
  });
  return {
    isTerminal: stream.isTTY,
    get columns() {
      // Some pseudo-terminals say 0.
      return (stream.isTTY && stream.columns) || undefined;
    },
    write(text) {
      if (failure) return Promise.reject(failure);
      return new Promise((resolve, reject) => {
        stream.write(text, (error) => (error ? reject(failure ?? asFailure(error)) : resolve()));
      });
    },
  };
}

function asFailure(error: NodeJS.ErrnoException): Error {
  return error.code === 'EPIPE' ? new ClosedPipe() : error;
}

function inputFrom(stream: NodeJS.ReadStream): Input {
  return {
    isTerminal: stream.isTTY,
    async readAll() {
      const { text } = await import('node:stream/consumers');
      return text(stream);
    },
  };
}

/** Loaded with the first question. */
function lazyPrompts(signal: AbortSignal): Context['prompts'] {
  const load = async () => (await import('./clack-prompts.ts')).clackPrompts(signal);
  return {
    text: async (question) => (await load()).text(question),
    secret: async (question) => (await load()).secret(question),
    confirm: async (message) => (await load()).confirm(message),
    select: async (message, choices) => (await load()).select(message, choices),
  };
}
