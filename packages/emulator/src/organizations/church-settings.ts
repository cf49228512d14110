/** One more church of an emulator. */
export interface ChurchOptions {
  /** The first part of its address at Church Center: `grace` in `grace.churchcenter.com`. */
  readonly subdomain: string;
  /** Default: an invented one. */
  readonly name?: string | undefined;
  /** Default: as many as the main church has. */
  readonly people?: number | undefined;
  /** Default: another one for each church. */
  readonly seed?: number | undefined;
  /** Default: as the main church. */
  readonly church?: 'seeded' | 'empty' | undefined;
}

/** How a church is made. */
export interface ChurchSettings {
  readonly subdomain: string;
  readonly name: string | undefined;
  readonly people: number;
  readonly seed: number;
  readonly church: 'seeded' | 'empty';
  /** No two churches have the same. */
  readonly organizationId: string;
}

type MainChurch = Pick<ChurchSettings, 'subdomain' | 'people' | 'seed' | 'church'> & {
  readonly churches: readonly ChurchOptions[];
};

/** All churches that the settings name, the main one first. */
export function churchSettings({
  churches,
  ...main
}: MainChurch): readonly [ChurchSettings, ...ChurchSettings[]] {
  const { subdomain, people, seed, church } = main;
  const first = { subdomain, name: undefined, people, seed, church, organizationId: organizationId(0) };
  const others = churches.map((options, index) => ({
    subdomain: options.subdomain,
    name: options.name,
    people: options.people ?? people,
    seed: options.seed ?? (seed + index + 1) % Number.MAX_SAFE_INTEGER,
    church: options.church ?? church,
    organizationId: organizationId(index + 1),
  }));
  return [first, ...others];
}

/** Ids as all other records have them. */
const organizationId = (index: number): string => String(10_000_001 + index);

/** One label of a host name. `api.churchcenter.com` is no church's. */
export function isSubdomain(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/.test(value) && !TAKEN.has(value);
}

const TAKEN = new Set(['api', 'www']);
