import type { Seeding } from '../seeding.ts';
import { REFERENCE_DAY } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import { NOTES } from '../words/reference.ts';
import { shareOf } from '../share-of.ts';
import type { Member } from './person.ts';
import type { Reference } from './reference.ts';

/** Writes notes on a few people, all by the first one. */
export function seedNotes(seeding: Seeding, members: readonly Member[], reference: Reference): void {
  const [author] = members;
  if (!author) return;
  const { dice, organization } = seeding;
  const categories = [...reference.noteCategories.values()];
  for (const member of dice.some(members, shareOf(members, 0.06, 500))) {
    const category = dice.pick(categories);
    const written = timestamp(dice.between(member.joined, REFERENCE_DAY));
    seeding.add(
      'Note',
      {
        created_at: written,
        created_by_id: Number(author.ref.id),
        display_date: written,
        note: dice.pick(NOTES),
        note_category_id: Number(category.id),
        organization_id: Number(organization.id),
        person_id: Number(member.ref.id),
        updated_at: written,
      },
      { created_by: author.ref, note_category: category, organization, person: member.ref },
    );
  }
}
