import { PCOInputError } from '../errors.ts';

interface OpenedBody {
  readonly body: NonNullable<RequestInit['body']>;
  readonly contentType?: string;
  /** The bytes of a stream, where they are known. */
  readonly length?: number | undefined;
}

/** What a request carries. `open` is called anew for every attempt. */
export interface RequestBody {
  /** Whether `open` gives the same bytes each time. */
  readonly repeatable: boolean;
  /** Whether it carries resources to be created along with the main one. */
  readonly creates: boolean;
  /** Whether it is a file for the upload server, where a second copy does no harm: each expires after an hour. */
  readonly upload: boolean;
  /** @param sized - whether the transport can announce the length of a stream */
  open(sized?: boolean): OpenedBody;
}

/**
 * Writes a payload as JSON.
 *
 * @throws {@link PCOInputError} `ERR_PAYLOAD` for what JSON cannot carry. `JSON.stringify` turns `NaN` and invalid dates
 * into `null`, which would erase the attribute.
 */
export function jsonBody(payload: unknown): RequestBody {
  let text: string | undefined;
  try {
    text = JSON.stringify(payload, refuseWhatIsLost);
  } catch (error) {
    if (error instanceof PCOInputError) throw error;
    throw new PCOInputError(
      `The payload cannot be written as JSON: ${(error as Error).message}`,
      'ERR_PAYLOAD',
    );
  }
  if (text === undefined) throw new PCOInputError('The payload cannot be written as JSON.', 'ERR_PAYLOAD');
  const body = text;
  return {
    repeatable: true,
    creates: typeof payload === 'object' && payload !== null && 'included' in payload,
    upload: false,
    open: () => ({ body, contentType: 'application/json' }),
  };
}

function refuseWhatIsLost(this: unknown, key: string, value: unknown): unknown {
  // A date arrives here already as text, or as null when it is invalid; the holder still has the date.
  const original = (this as Record<string, unknown>)[key];
  const lost =
    (typeof value === 'number' && !Number.isFinite(value)) ||
    typeof value === 'function' ||
    typeof value === 'symbol' ||
    (value === undefined && Array.isArray(this)) ||
    (original instanceof Date && value === null);
  if (lost) {
    throw new PCOInputError(
      `The payload has a value at ${JSON.stringify(key)} that JSON cannot carry.`,
      'ERR_PAYLOAD',
    );
  }
  return value;
}
