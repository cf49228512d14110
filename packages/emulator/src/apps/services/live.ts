import { bySequence } from '../places.ts';
import type { StoredRecord } from '../../store/record.ts';
import type { Surroundings } from '../../schema/app-model.ts';

/** The live view of a plan: its number is the plan's. */
export function liveOf(
  { id, attributes }: StoredRecord,
  { personId }: Pick<Surroundings, 'personId'>,
): StoredRecord {
  return {
    type: 'Live',
    id,
    attributes: {
      can_chat: true,
      can_control: true,
      can_control_video_feed: false,
      can_take_control: true,
      chat_room_channel: `chat_${id}`,
      dates: attributes['dates'] ?? null,
      live_channel: `live_${id}_${personId}`,
      series_title: attributes['series_title'] ?? null,
      title: attributes['title'] ?? null,
    },
    relations: {},
  };
}

/** What a plan's live view steps through: its items in their order, without the headings. */
export function playedItems(plan: StoredRecord, { store }: Surroundings): StoredRecord[] {
  return store
    .pointingAt('Item', 'plan', plan)
    .filter(({ attributes }) => attributes['item_type'] !== 'header')
    .sort(bySequence);
}
