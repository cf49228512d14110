import { DAY, REFERENCE_DAY, day } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Seeding } from '../seeding.ts';
import { shareOf } from '../share-of.ts';
import type { Member } from './person.ts';

/** Adds what only a few people have: a social profile, a background check. */
export function seedProfiles(seeding: Seeding, members: readonly Member[]): void {
  const { dice } = seeding;
  for (const member of dice.some(members, shareOf(members, 0.03, 300))) addSocialProfile(seeding, member);
  for (const member of members) {
    if (member.checked) addBackgroundCheck(seeding, member, members[0] ?? member);
  }
}

function addSocialProfile(seeding: Seeding, { ref, joined }: Member): void {
  const site = seeding.dice.pick(['Facebook', 'Instagram', 'LinkedIn']);
  const created = timestamp(joined);
  seeding.add(
    'SocialProfile',
    {
      created_at: created,
      site,
      updated_at: created,
      url: `https://${site.toLowerCase()}.example.com/${ref.id}`,
      verified: false,
    },
    { person: ref },
  );
}

function addBackgroundCheck(seeding: Seeding, { ref, joined }: Member, { ref: administrator }: Member): void {
  const completed = seeding.dice.between(Math.max(joined, REFERENCE_DAY - VALID), REFERENCE_DAY);
  seeding.add(
    'BackgroundCheck',
    {
      completed_at: timestamp(completed),
      current: true,
      expires_on: day(completed + VALID),
      note: null,
      report_url: null,
      status: 'complete_clear',
      status_updated_at: timestamp(completed),
    },
    { created_by: administrator, person: ref },
  );
}

const VALID = 2 * 365 * DAY;
