import type { IncomingMessage, NodeReadable } from './builtins.ts';
import { decoderFor } from './codings.ts';

type Bytes = Uint8Array<ArrayBuffer>;

// So many bytes of a body are held while nobody reads it.
const MOST_WAITING = 65_536;

/** What happens to the bytes of a body. */
interface Sink {
  /** Where they come from in the end: the message itself, or what decodes it. */
  readonly from: (source: NodeReadable) => void;
  readonly end: () => void;
  readonly fail: (error: Error) => void;
}

/** The body of an answer piece by piece. Nothing more is taken from the connection than what somebody reads. */
export function streamOf(message: IncomingMessage, codings: readonly string[]): ReadableStream<Bytes> {
  let source: NodeReadable | undefined;
  // Once it is, nothing may be told to the stream any more.
  let over = false;
  const leave = (): void => {
    over = true;
    source?.destroy();
    message.destroy();
  };
  const start = (controller: ReadableStreamDefaultController<Bytes>): void => {
    const sink: Sink = {
      from(readable) {
        source = readable;
        readable.on('data', (chunk: Uint8Array) => {
          if (over) return;
          // A copy: chunks may share their memory, and whoever gets one may give it away.
          controller.enqueue(new Uint8Array(chunk));
          if ((controller.desiredSize ?? 0) <= 0) readable.pause();
        });
        readable.on('end', sink.end);
      },
      end() {
        if (!over) controller.close();
        over = true;
      },
      fail(cause) {
        if (over) return;
        leave();
        // As a `Response` fails.
        controller.error(new TypeError('terminated', { cause }));
      },
    };
    if (message.destroyed) return sink.fail(cut(message));
    message.on('close', () => {
      if (!message.complete) sink.fail(cut(message));
    });
    if (codings.length === 0) sink.from(message);
    else decodeInto(sink, message, codings);
  };
  return new ReadableStream<Bytes>(
    { start, pull: () => void source?.resume(), cancel: leave },
    { highWaterMark: MOST_WAITING, size: (chunk) => chunk.byteLength },
  );
}

/** Why a body ended before its end. */
export function cut({ errored }: IncomingMessage): Error {
  return errored ?? Object.assign(new Error('the answer was cut'), { code: 'ECONNRESET' });
}

/** Which decoders are needed is known with the first byte. No bytes at all are an empty body. */
function decodeInto(sink: Sink, message: IncomingMessage, codings: readonly string[]): void {
  let end = sink.end;
  let write: ((chunk: Uint8Array) => void) | undefined;
  const begin = (first: number | undefined): ((chunk: Uint8Array) => void) => {
    const decoders = codings.map((coding, index) => decoderFor(coding, index === 0 ? first : undefined));
    const [outermost, ...inner] = decoders;
    if (outermost === undefined) return () => {};
    for (const decoder of decoders) decoder.on('error', sink.fail);
    outermost.on('drain', () => message.resume());
    end = () => void outermost.end();
    sink.from(inner.reduce((from, to) => from.pipe(to), outermost));
    return (chunk) => {
      if (!outermost.write(chunk)) message.pause();
    };
  };
  message.on('data', (chunk: Uint8Array) => {
    write ??= begin(chunk[0]);
    write(chunk);
  });
  message.on('end', () => end());
}
