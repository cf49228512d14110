import type { Surroundings } from '../../schema/app-model.ts';
import { refs } from '../../store/identifiers.ts';
import type { Json, StoredRecord } from '../../store/record.ts';

/** The lyrics of an arrangement, cut at its headings (`VERSE 1` on a line of its own). */
export function arrangementSections(arrangement: StoredRecord): readonly StoredRecord[] {
  const lyrics = arrangement.attributes['lyrics'];
  const lines = typeof lyrics === 'string' ? lyrics.split('\n') : [];
  const sections: { label: string; lyrics: string; breaks_at: Json }[] = [];
  for (const line of lines) {
    if (/^[A-Z][A-Z0-9 -]+$/.test(line.trim()))
      sections.push({ label: line.trim(), lyrics: '', breaks_at: null });
    else {
      const section = sections.at(-1);
      if (section) section.lyrics = `${section.lyrics}${section.lyrics && '\n'}${line}`;
    }
  }
  return [{ type: 'ArrangementSections', id: arrangement.id, attributes: { sections }, relations: {} }];
}

/** Who made a plan. Others who change it are not remembered. */
export function contributors(plan: StoredRecord, { store }: Surroundings): readonly StoredRecord[] {
  const [ref] = refs(plan.relations['created_by']);
  const person = ref && store.get('Person', ref.id);
  if (!person) return [];
  const { created_at: made } = plan.attributes;
  return [
    {
      type: 'Contributor',
      id: plan.id,
      attributes: {
        contributable_action: 'created',
        contributable_category: 'plan',
        contributable_type: 'Plan',
        created_at: made ?? null,
        full_name: person.attributes['full_name'] ?? null,
        photo_thumbnail_url: person.attributes['photo_thumbnail_url'] ?? null,
        updated_at: made ?? null,
      },
      relations: { person: { type: 'Person', id: person.id }, plan: { type: 'Plan', id: plan.id } },
    },
  ];
}

/** What the public may see of a service type's plans: everything but the links to shops. */
export function publicView({ id }: StoredRecord): StoredRecord {
  const shops = ['amazon', 'itunes', 'spotify', 'vimeo', 'youtube'];
  const parts = [
    'headers',
    'item_descriptions',
    'item_lengths',
    'media_items',
    'regular_items',
    'series_and_plan_titles',
    'series_artwork',
    'service_times',
    'song_items',
  ];
  return {
    type: 'PublicView',
    id,
    attributes: Object.fromEntries([...shops, ...parts].map((name) => [name, parts.includes(name)])),
    relations: {},
  };
}
