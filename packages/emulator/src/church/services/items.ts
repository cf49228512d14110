import type { Ref, StoredRecord } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Seeding } from '../seeding.ts';
import { ITEM_NOTES } from '../words/services.ts';
import type { SeededArrangement, SeededKey } from './arrangements.ts';
import type { SeededMedia } from './media.ts';
import type { PlanDraft } from './plans.ts';
import type { SeededSong } from './songs.ts';

/** What can be part of a plan. */
export interface Repertoire {
  readonly songs: readonly SeededSong[];
  readonly media: readonly SeededMedia[];
}

/** Fills a plan with songs and what stands between them; gives back the songs. */
export function seedItems(
  seeding: Seeding,
  draft: PlanDraft,
  { songs, media }: Repertoire,
): readonly SeededSong[] {
  const { dice } = seeding;
  const sung = dice.some(songs, draft.serviceType.kind.songs);
  const beforeMessage = Math.ceil(sung.length / 2);
  const items: readonly ItemOptions[] = [
    { title: 'Before the Service', type: 'header', position: 'pre' },
    ...media.slice(0, 1).map((film) => mediaItem(film)),
    { title: 'Gathering', type: 'header' },
    { title: 'Welcome', length: 180 },
    ...sung.slice(0, beforeMessage).map((song) => songItem(seeding, song)),
    { title: 'The Word', type: 'header' },
    { title: 'Message', length: 1800, description: draft.title },
    ...sung.slice(beforeMessage).map((song) => songItem(seeding, song)),
    { title: 'Blessing', length: 60 },
    { title: 'Coffee', length: 900, position: 'post' },
  ];
  items.forEach((item, index) => addItem(seeding, draft, item, index + 1));
  return sung;
}

interface ItemOptions {
  readonly title: string;
  readonly type?: 'header' | 'item' | 'media' | 'song';
  readonly position?: 'post' | 'pre';
  readonly length?: number;
  readonly description?: string | null;
  readonly song?: Ref;
  readonly arrangement?: SeededArrangement;
  readonly key?: SeededKey;
  readonly media?: Ref;
}

function mediaItem({ ref, title, length }: SeededMedia): ItemOptions {
  return { title, type: 'media', position: 'pre', length: length ?? 0, media: ref };
}

function songItem({ dice }: Seeding, { ref, title, arrangements }: SeededSong): ItemOptions {
  const arrangement = dice.pick(arrangements);
  const { length, keys } = arrangement;
  return { title, type: 'song', length, song: ref, arrangement, key: dice.pick(keys) };
}

function addItem(seeding: Seeding, draft: PlanDraft, item: ItemOptions, sequence: number): void {
  const ref = seeding.addRef('Item', itemAttributes(draft, item, sequence), {
    arrangement: item.arrangement?.ref ?? null,
    key: item.key?.ref ?? null,
    media: item.media ? [item.media] : [],
    plan: draft.plan,
    plan_template: null,
    selected_attachment: null,
    selected_background: null,
    selected_layout: null,
    song: item.song ?? null,
  });
  if (item.song && seeding.dice.chance(0.3)) addNote(seeding, draft, ref);
}

function itemAttributes(
  { created }: PlanDraft,
  item: ItemOptions,
  sequence: number,
): StoredRecord['attributes'] {
  return {
    assigned_leader_ids: [],
    assigned_unfilled_position_ids: [],
    created_at: timestamp(created),
    custom_arrangement_sequence: [],
    custom_arrangement_sequence_full: [],
    custom_arrangement_sequence_short: [],
    description: item.description ?? null,
    html_details: null,
    item_type: item.type ?? 'item',
    key_name: item.key?.startingKey ?? null,
    length: item.length ?? 0,
    sequence,
    service_position: item.position ?? 'during',
    title: item.title,
    updated_at: timestamp(created),
  };
}

function addNote(seeding: Seeding, { created, serviceType }: PlanDraft, item: Ref): void {
  const category = seeding.dice.pick(serviceType.itemNoteCategories);
  seeding.add(
    'ItemNote',
    {
      category_name: category.name,
      content: seeding.dice.pick(ITEM_NOTES),
      created_at: timestamp(created),
      updated_at: timestamp(created),
    },
    { item, item_note_category: category.ref },
  );
}
