import type { World } from '../world.ts';
import type { OrganizationToken } from '../oauth/organization-token.ts';
import type { TokenRequestOptions } from '../oauth/token-request.ts';
import { checkChurchCenterName } from './church-center-name.ts';
import { FRESH_TOKEN_MS, type Credentials, type CredentialContext } from './credentials.ts';

// Renewed this long before its end, so that it does not expire on its way.
const MARGIN_MS = 60_000;

// Older and newer programs write it in two ways, and nothing is documented.
const SCHEMES = ['OrganizationToken', 'Bearer'] as const;

/** `Authorization: OrganizationToken`, or `Bearer` where that is not understood; fetched when first needed, kept until shortly before it expires. */
export function churchCenter(ccName: unknown, world: World, options: TokenRequestOptions): Credentials {
  const name = checkChurchCenterName(ccName);
  let current: (OrganizationToken & { readonly fetchedAt: number }) | undefined;
  let pending: Promise<string> | undefined;
  let scheme: (typeof SCHEMES)[number] = 'OrganizationToken';

  const fetchToken = async (): Promise<string> => {
    const { fetchOrganizationToken } = await import('../oauth/organization-token.ts');
    const fetched = await fetchOrganizationToken(name, options, world);
    current = { ...fetched, fetchedAt: world.now() };
    return fetched.token;
  };
  // One fetch for any number of callers. It is nobody's own: a caller that aborts leaves it to the others.
  const fetchOnce = (): Promise<string> =>
    (pending ??= fetchToken().finally(() => {
      pending = undefined;
    }));

  return {
    type: 'ORGTOKEN',
    budgetKey: `church-center-${name}`,
    async header(): Promise<string> {
      // A clock that is wrong must not make every request fetch one: a fresh token is used in any case.
      const usableUntil = Math.max(
        (current?.expiresAt ?? 0) - MARGIN_MS,
        (current?.fetchedAt ?? -Infinity) + FRESH_TOKEN_MS,
      );
      const token = current !== undefined && world.now() < usableUntil ? current.token : await fetchOnce();
      return `${scheme} ${token}`;
    },
    async renew(refused: string, _context: CredentialContext): Promise<boolean> {
      if (current === undefined || refused !== `${scheme} ${current.token}`) return true;
      if (Math.abs(world.now() - current.fetchedAt) < FRESH_TOKEN_MS) return false;
      current = undefined;
      await fetchOnce();
      return true;
    },
    switchScheme(refused): boolean {
      const [used] = refused.split(' ');
      // Otherwise another request was refused before, and has switched already.
      if (used === scheme) scheme = SCHEMES.find((each) => each !== used) ?? scheme;
      return true;
    },
    secrets: () => (current === undefined ? [] : [current.token]),
  };
}
