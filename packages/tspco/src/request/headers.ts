import { PCOInputError } from '../errors.ts';
import { VERSION } from '../version.ts';

const NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** What describes the connection or the length of the body. With another value the server would misread the request. */
export const CONNECTION_HEADERS: RegExp =
  /^(?:connection|content-length|expect|keep-alive|te|trailer|transfer-encoding|upgrade)$/i;

/**
 * Checks headers that a caller adds to requests.
 *
 * @throws {@link PCOInputError} `ERR_OPTIONS` for headers that cannot be sent, for those that follow from the request,
 * and for `authorization`, which would quietly replace the client's credentials
 */
export function checkHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...(headers instanceof Headers ? headers : Object.entries(headers))].map(([name, value]) => {
      const key = name.toLowerCase();
      if (key === 'authorization' || CONNECTION_HEADERS.test(key)) {
        throw new PCOInputError(`The client writes the header ${key} itself.`, 'ERR_OPTIONS');
      }
      if (!NAME.test(key) || typeof value !== 'string' || !VALUE.test(value)) {
        throw new PCOInputError(`The header ${JSON.stringify(key)} cannot be sent.`, 'ERR_OPTIONS');
      }
      return [key, value];
    }),
  );
}

/** The name that requests carry. Without one, the firewall in front of the API may refuse them. */
export function userAgentOf(suffix: string | undefined): string {
  const agent = `tspco/${VERSION}`;
  if (suffix === undefined || suffix === '') return agent;
  if (/^[\x20-\x7e]+$/.test(suffix)) return `${agent} ${suffix}`;
  throw new PCOInputError('The option userAgent may hold printable ASCII only.', 'ERR_OPTIONS');
}
