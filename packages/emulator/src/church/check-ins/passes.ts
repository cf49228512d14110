import { timestamp } from '../../store/timestamp.ts';
import type { Congregation } from '../people/seed-people.ts';
import type { Seeding } from '../seeding.ts';
import { shareOf } from '../share-of.ts';

/** Gives some people something to scan; the administrator is one of them. */
export function seedPasses(seeding: Seeding, { members }: Congregation): void {
  const { dice } = seeding;
  const [administrator, ...others] = members;
  const chosen = others.length === 0 ? [] : dice.some(others, shareOf(others, 0.05, MOST_PASSES));
  for (const member of [administrator, ...chosen]) {
    if (!member) continue;
    const made = timestamp(member.joined);
    seeding.add(
      'Pass',
      {
        code: String(dice.int(100_000_000, 999_999_999)),
        created_at: made,
        kind: dice.chance(0.7) ? 'barcode' : 'pkpass',
        updated_at: made,
      },
      { person: member.ref },
    );
  }
}

const MOST_PASSES = 500;
