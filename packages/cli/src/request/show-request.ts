import type { Invocation } from '../invocation.ts';

/** A request that might be sent. */
export interface ShownRequest {
  readonly method: string;
  readonly url: string;
  /** Names and values that are added to the address. */
  readonly params?: readonly (readonly [string, string])[];
  readonly version?: string | undefined;
  readonly payload?: unknown;
}

/** Writes what would be sent: method, path with its query, the version that was asked for, and the payload. */
export async function showRequest(
  invocation: Invocation,
  { method, url, params = [], version, payload }: ShownRequest,
): Promise<void> {
  const body = payload === undefined ? '' : `${JSON.stringify(payload, undefined, 2)}\n`;
  const query = params.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  const address = query === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`;
  const header = version === undefined ? '' : `X-PCO-API-Version: ${version}\n`;
  await invocation.print(`${invocation.style('bold', method)} ${address}\n${header}${body}`);
  await invocation.note('Nothing was sent (--dry-run).');
}
