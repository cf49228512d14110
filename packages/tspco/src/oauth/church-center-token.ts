import { checkChurchCenterName } from '../credentials/church-center-name.ts';
import { systemWorld } from '../world.ts';
import type { TokenRequestOptions } from './token-request.ts';

/**
 * Fetches an organization token of Church Center, with which the public data of a church can be read. Planning
 * Center neither documents nor supports it.
 *
 * @param ccName - the first part of the church's address: `grace` in `grace.churchcenter.com`
 * @returns the token
 * @throws {@link PCOCredentialsError} for an impossible name; {@link PCORequestError} when the server refuses;
 * {@link PCOUnexpectedRequestError} when there is no such church or the network fails
 */
export async function getCcOrgToken(ccName: string, extras: TokenRequestOptions = {}): Promise<string> {
  const name = checkChurchCenterName(ccName);
  const { fetchOrganizationToken } = await import('./organization-token.ts');
  return (await fetchOrganizationToken(name, extras, systemWorld)).token;
}
