import { churchName } from '../organizations/church-name.ts';
import type { Organizations } from '../organizations/organizations.ts';

/** What is known of a church without making it. */
export interface ChurchState {
  readonly subdomain: string;
  /** What it calls itself, or will; `null` for one that is not made yet and whose name is to be invented. */
  readonly name: string | null;
  /** Whether it has been made. */
  readonly isMade: boolean;
}

export function listChurches(organizations: Organizations): readonly ChurchState[] {
  return organizations.all.map(({ subdomain, name }) => {
    const church = organizations.opened(subdomain);
    return { subdomain, name: church ? churchName(church) : (name ?? null), isMade: church !== undefined };
  });
}
