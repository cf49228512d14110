import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Where an answer goes: a socket, or straight back to the caller in this process. */
export interface Outlet {
  /** Absent when there is no socket. */
  readonly outgoing?: ServerResponse | undefined;
  /** The emulator's time. */
  readonly now: () => number;
  /** Waits so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** What a caller in this process gets instead of an answer: the same as from the platform's `fetch`. */
export class BrokenConnection extends TypeError {
  constructor(message: string, code: string, description: string) {
    super(message, { cause: Object.assign(new Error(description), { code }) });
    // Programs look at the name, and the platform's error is a plain TypeError.
    this.name = 'TypeError';
  }
}

/** Resets the connection before anything of an answer is sent. */
export function resetBefore({ outgoing }: Outlet): Response {
  if (!outgoing?.socket) throw reset('fetch failed');
  outgoing.socket.resetAndDestroy();
  return alreadySent();
}

/** Sends the beginning of the headers, and resets the connection. */
export async function resetInHeaders(answer: Response, outlet: Outlet): Promise<Response> {
  await answer.body?.cancel();
  const socket = outlet.outgoing?.socket;
  if (!socket) throw reset('fetch failed');
  const head = `HTTP/1.1 ${answer.status} ${answer.statusText}\r\nContent-Type: applic`;
  await untilTaken(socket, (taken) => socket.write(head, taken));
  await resetLater(socket, outlet);
  return alreadySent();
}

/** Sends the headers and half of the body, and resets the connection. */
export async function resetInBody(answer: Response, outlet: Outlet): Promise<Response> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const part = bytes.subarray(0, Math.floor(bytes.byteLength / 2));
  if (!outlet.outgoing?.socket) return brokenBody(answer, part, reset('terminated'));
  const socket = await sendPart(
    answer,
    { part, length: bytes.byteLength, at: outlet.now() },
    outlet.outgoing,
  );
  await resetLater(socket, outlet);
  return alreadySent();
}

export interface Cut {
  /** By default half of the body. */
  readonly bytes?: number | undefined;
  readonly chunked?: boolean | undefined;
}

/** Sends the headers and a part of the body, and closes the connection as if that were all. */
export async function cutBody(answer: Response, { bytes, chunked }: Cut, outlet: Outlet): Promise<Response> {
  if (!answer.body) return answer;
  const body = new Uint8Array(await answer.arrayBuffer());
  const part = body.subarray(0, Math.min(bytes ?? Math.floor(body.byteLength / 2), body.byteLength - 1));
  if (!outlet.outgoing?.socket) {
    return brokenBody(
      answer,
      part,
      new BrokenConnection('terminated', 'UND_ERR_SOCKET', 'other side closed'),
    );
  }
  const length = chunked ? undefined : body.byteLength;
  const socket = await sendPart(answer, { part, length, at: outlet.now() }, outlet.outgoing);
  await untilTaken(socket, (taken) => socket.end(taken));
  socket.destroy();
  return alreadySent();
}

/** The same answer, whose body comes slowly. */
export async function slowBody(
  answer: Response,
  bytesPerSecond: number,
  { wait, outgoing }: Pick<Outlet, 'wait' | 'outgoing'>,
): Promise<Response> {
  if (!answer.body) return answer;
  const body = new Uint8Array(await answer.arrayBuffer());
  // Ten times a second, or as seldom as there is a byte to send.
  const step = Math.max(1, Math.floor(bytesPerSecond / 10));
  let sent = 0;
  const slow = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const part = body.subarray(sent, sent + step);
      try {
        await wait((part.byteLength / bytesPerSecond) * 1000);
      } catch (reason) {
        // The server would report what nobody waits for any more; in the same process, the reason is the reader's own.
        if (outgoing?.destroyed) return controller.close();
        throw reason;
      }
      controller.enqueue(part);
      sent += part.byteLength;
      if (sent >= body.byteLength) controller.close();
    },
  });
  const headers = new Headers(answer.headers);
  headers.set('Content-Length', String(body.byteLength));
  return new Response(slow, { status: answer.status, headers });
}

const reset = (message: string): BrokenConnection =>
  new BrokenConnection(message, 'ECONNRESET', 'read ECONNRESET');

/** Tells the server that there is nothing left to send. */
function alreadySent(): Response {
  return new Response(null, { headers: { 'x-hono-already-sent': 'true' } });
}

interface Part {
  readonly part: Uint8Array;
  /** What Content-Length says; without it, the body comes in chunks. */
  readonly length: number | undefined;
  /** When it is sent, by the emulator's clock. */
  readonly at: number;
}

async function sendPart(
  answer: Response,
  { part, length, at }: Part,
  outgoing: ServerResponse,
): Promise<Socket> {
  const { socket } = outgoing;
  if (!socket) throw new Error('The connection is gone already.');
  const headers = new Headers(answer.headers);
  if (length === undefined) headers.delete('Content-Length');
  else headers.set('Content-Length', String(length));
  headers.set('Date', new Date(at).toUTCString());
  outgoing.writeHead(answer.status, Object.fromEntries(headers));
  outgoing.flushHeaders();
  await untilTaken(socket, (taken) => outgoing.write(part, taken));
  return socket;
}

/** Waits until a socket has taken what is given to it. One that is closed meanwhile may never say so. */
function untilTaken(socket: Socket, give: (taken: () => void) => void): Promise<void> {
  if (socket.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
    give(() => resolve());
  });
}

/** Some systems throw away what was received when a reset follows at once. Whoever has left needs no such care. */
async function resetLater(socket: Socket, { wait }: Outlet): Promise<void> {
  await wait(20).catch(() => {});
  socket.resetAndDestroy();
}

function brokenBody(answer: Response, part: Uint8Array, error: Error): Response {
  let isSent = false;
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (isSent || part.byteLength === 0) controller.error(error);
      else controller.enqueue(part);
      isSent = true;
    },
  });
  return new Response(broken, { status: answer.status, headers: answer.headers });
}
