import type { World } from '../world.ts';
import type { OrganizationTokenKeeper } from '../oauth/organization-token-keeper.ts';
import type { TokenRequestOptions } from '../oauth/token-request.ts';
import { checkChurchCenterName } from './church-center-name.ts';
import type { Credentials } from './credentials.ts';

/** The organization tokens of Church Center, fetched when first needed, and so is the code that keeps them. */
export function churchCenter(ccName: unknown, world: World, options: TokenRequestOptions): Credentials {
  const name = checkChurchCenterName(ccName);
  let keeper: OrganizationTokenKeeper | undefined;
  const load = async (): Promise<OrganizationTokenKeeper> => {
    const module = await import('../oauth/organization-token-keeper.ts');
    return (keeper ??= new module.OrganizationTokenKeeper(name, world, options));
  };
  return {
    type: 'ORGTOKEN',
    budgetKey: `church-center-${name}`,
    header: async () => (await load()).header(),
    renew: async (refused) => (await load()).renew(refused),
    switchScheme: (refused) => keeper?.switchScheme(refused) ?? false,
    secrets: () => keeper?.secrets() ?? [],
  };
}
