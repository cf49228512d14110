import { PCOWebhookError } from './error.ts';

/** A body as it was received: bytes, such as a `Buffer`, or the text that they were. */
export type WebhookBody = Uint8Array | ArrayBuffer | string;

/** Headers as `fetch` has them, or as Node.js and most frameworks do. */
export type WebhookHeaders =
  | {
      /** The value of a header, whatever the case of its name. */
      get(name: string): string | null;
    }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** Copies a body, so that nobody can change what was looked at. */
export function bytesOf(body: unknown): Uint8Array<ArrayBuffer> {
  if (typeof body === 'string') return new TextEncoder().encode(body);
  if (body instanceof ArrayBuffer) return new Uint8Array(body.slice(0));
  if (ArrayBuffer.isView(body))
    return new Uint8Array(new Uint8Array(body.buffer, body.byteOffset, body.byteLength));
  throw noRawBody(
    typeof body === 'object' && body !== null
      ? 'The body was parsed, and JSON.stringify does not give back the bytes that were signed'
      : `The body must be bytes or text; it is ${body === null ? 'null' : typeof body}`,
  );
}

/** The value of a header, whatever the case of its name. */
export function headerOf(headers: WebhookHeaders, name: string): string | null | undefined {
  // Of a program without types anything may come.
  if (typeof headers !== 'object' || headers === null) return undefined;
  if (isHeaders(headers)) return headers.get(name);
  const wanted = name.toLowerCase();
  const found = Object.keys(headers).filter((each) => each.toLowerCase() === wanted);
  const values = found.flatMap((each) => headers[each] ?? []);
  return values.length === 0 ? undefined : values.join(', ');
}

function isHeaders(headers: WebhookHeaders): headers is { get(name: string): string | null } {
  return typeof headers.get === 'function';
}

/** The error for a body whose bytes are gone, with the ways to have them. */
export function noRawBody(what: string, cause?: unknown): PCOWebhookError {
  return new PCOWebhookError(
    `${what}. Pass the raw body: with Express, express.raw({ type: 'application/json' }) for this route, or the option verify of express.json() that keeps it as request.rawBody; elsewhere, the request before anybody reads it.`,
    'ERR_RAW_BODY',
    cause === undefined ? undefined : { cause },
  );
}
