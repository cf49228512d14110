import type { Church } from '../../store/church.ts';
import type { Ref } from '../../store/record.ts';
import type { Dice } from '../dice.ts';
import { foundOrganization } from '../found-organization.ts';
import type { Congregation } from '../people/seed-people.ts';
import { Seeding } from '../seeding.ts';
import { CHANNELS } from '../words/publishing.ts';
import { seedChannel } from './channels.ts';
import { seedEpisodesOf } from './episodes.ts';

/** Fills the Publishing app: an episode for each plan whose service can be watched. */
export function seedPublishing(church: Church, congregation: Congregation, dice: Dice): void {
  foundOrganization(church, 'publishing', congregation, { downloads_used: 3, name: congregation.name });
  const seeding = new Seeding(church.app('publishing'), dice, congregation.organization);
  const speakers = seedSpeakers(seeding, congregation);
  for (const [index, outline] of CHANNELS.entries()) {
    const channel = seedChannel(seeding, outline, { position: index + 1, church });
    seedEpisodesOf(seeding, channel, { speakers, church });
  }
}

/** The administrator and a few others. */
function seedSpeakers(seeding: Seeding, { members }: Congregation): readonly Ref[] {
  const { dice, store } = seeding;
  const [administrator, ...others] = members;
  const adults = others.filter(({ adult, inactiveReason }) => adult && !inactiveReason);
  return [administrator, ...(adults.length > 0 ? dice.some(adults, 3) : [])].flatMap((member) => {
    if (!member) return [];
    const speaker = { type: 'Speaker', id: member.ref.id };
    store.put({ ...speaker, attributes: { speaker_type: 'Person' }, relations: {} });
    return [speaker];
  });
}
