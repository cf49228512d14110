import { PCOError, PCORequestError, type PCO } from 'tspco';
import type { Context } from '../context.ts';
import { explainError } from '../explain-error.ts';

/** Whether one app answers this person. */
export interface AppFinding {
  readonly app: string;
  readonly answers: boolean;
  /** `none`: the person or the token has no access, which may well be meant. */
  readonly access: 'yes' | 'none' | 'unknown';
  /** The HTTP status; absent when no answer came. */
  readonly status?: number;
  /** The version that the server answered in. */
  readonly version: string | undefined;
  /** The newest one that the catalog knows. */
  readonly newest: string | undefined;
  readonly message?: string;
  readonly clockAhead: number | undefined;
  readonly error?: unknown;
}

/** Asks for the root of an app. */
export async function examineApp(
  pco: PCO,
  app: string,
  { newest, context }: { readonly newest: string | undefined; readonly context: Context },
): Promise<AppFinding> {
  try {
    const { response } = await pco
      .requestJson('GET', `/${app}/v2`, { signal: context.signal, timeout: 20_000, maxRetries: 1 })
      .withResponse();
    return {
      app,
      answers: true,
      access: 'yes',
      status: response.status,
      version: response.headers.get('x-pco-api-processed-as-version') ?? newest,
      newest,
      clockAhead: aheadOf(response.headers.get('date'), context.now()),
    };
  } catch (error) {
    if (!(error instanceof PCOError)) throw error;
    const access = error.code === 'ERR_PERMISSION' ? 'none' : 'unknown';
    const refusal = error instanceof PCORequestError ? error : undefined;
    return {
      app,
      answers: false,
      access,
      ...(refusal === undefined ? {} : { status: refusal.statusCode }),
      version: undefined,
      newest,
      message: explainError(error).message,
      clockAhead: aheadOf(refusal?.headers.get('date'), context.now()),
      error,
    };
  }
}

/** Whole seconds; the header has no fractions. */
function aheadOf(date: string | null | undefined, now: number): number | undefined {
  const server = Date.parse(date ?? '');
  return Number.isNaN(server) ? undefined : Math.round((now - server) / 1000);
}
