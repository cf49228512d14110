import type { Profile } from '../credentials/profiles.ts';
import type { Who } from './who-am-i.ts';

/**
 * A name for a profile that can be typed: `grace-chapel` of "Grace Chapel". Whoever signs in to a church again takes the
 * place of the profile before; another church of that name does not.
 */
export function profileName(
  { church, churchId }: Pick<Who, 'church' | 'churchId'>,
  profiles: Readonly<Record<string, Profile>>,
): string {
  const name = (church ?? '')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  const wanted = name === '' ? 'default' : name;
  const taken = Object.hasOwn(profiles, wanted) ? profiles[wanted] : undefined;
  const isOther = taken !== undefined && churchId !== undefined && taken.churchId !== churchId;
  return isOther ? `${wanted}-${churchId}` : wanted;
}
