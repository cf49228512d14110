import { slugOf } from '../../apps/slug.ts';
import type { Church } from '../../store/church.ts';
import { refs } from '../../store/identifiers.ts';
import { textOf, type Ref, type StoredRecord } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import { DAY } from '../dates.ts';
import type { Seeding } from '../seeding.ts';
import { EPISODE_RESOURCES } from '../words/publishing.ts';
import { resourceAttributes, type SeededChannel } from './channels.ts';

interface EpisodeOptions {
  readonly channel: SeededChannel;
  readonly plan: StoredRecord;
  /** When its services begin, the first one first. */
  readonly starts: readonly number[];
  readonly series: Ref | null;
  readonly speakers: readonly Ref[];
  readonly now: number;
}

/** Adds an episode for each plan of the channel's service type, in series of the same names. */
export function seedEpisodesOf(
  seeding: Seeding,
  channel: SeededChannel,
  { speakers, church }: { speakers: readonly Ref[]; church: Church },
): void {
  const services = church.app('services');
  const plans = channel.serviceType ? services.pointingAt('Plan', 'service_type', channel.serviceType) : [];
  const series = new Map<string, Ref>();
  for (const plan of plans) {
    const starts = services
      .pointingAt('PlanTime', 'plan', plan)
      .filter(({ attributes }) => attributes['time_type'] === 'service')
      .map(({ attributes }) => Date.parse(textOf(attributes['starts_at'])))
      .sort((a, b) => a - b);
    const [planned] = refs(plan.relations['series']);
    const known = planned && services.get(planned.type, planned.id);
    const own = known ? (series.get(known.id) ?? seedSeries(seeding, known, channel)) : null;
    if (known && own) series.set(known.id, own);
    seedEpisode(seeding, { channel, plan, starts, series: own, speakers, now: church.now() });
  }
}

function seedSeries(seeding: Seeding, { attributes }: StoredRecord, channel: SeededChannel): Ref {
  const created = attributes['created_at'] ?? null;
  return seeding.addRef(
    'Series',
    {
      art: {},
      created_at: created,
      description: `A series: ${textOf(attributes['title'])}`,
      published: channel.outline.live,
      title: attributes['title'] ?? null,
      updated_at: created,
    },
    { channel: channel.ref },
  );
}

function seedEpisode(seeding: Seeding, options: EpisodeOptions): void {
  const { channel, plan, starts, series, speakers, now } = options;
  const { dice } = seeding;
  const first = starts[0] ?? now;
  const over = first + DAY <= now;
  const created = plan.attributes['created_at'] ?? null;
  const title = textOf(plan.attributes['title']) || channel.outline.name;
  const address = `https://boxcast.tv/view/example-${slugOf(title)}-${plan.id}`;
  const episode = seeding.addRef(
    'Episode',
    {
      art: {},
      created_at: created,
      description: null,
      library_audio_url:
        over && channel.outline.podcast ? `https://files.church.example.org/sermons/${plan.id}.mp3` : null,
      library_video_url: over ? address : null,
      page_actions: [],
      published_to_library_at: over ? timestamp(first + DAY) : null,
      sermon_audio: {},
      services_plan_remote_identifier: plan.id,
      services_service_type_remote_identifier: channel.serviceType?.id ?? null,
      stream_type: channel.outline.live ? 'channel_default_livestream' : 'prerecorded',
      title,
      updated_at: over ? timestamp(first + DAY) : created,
      video_url: channel.outline.live || !over ? null : address,
    },
    { channel: channel.ref, series },
  );
  for (const start of channel.outline.live ? starts : []) {
    const attributes = { caveats: [], starts_at: timestamp(start), video_embed_code: null, video_url: null };
    seeding.add('EpisodeTime', attributes, { episode });
  }
  for (const [index, outline] of dice.some(EPISODE_RESOURCES, dice.int(1, 3)).entries())
    seeding.add('EpisodeResource', resourceAttributes(outline, index + 1), { episode });
  for (const speaker of dice.some(speakers, dice.chance(0.1) ? 2 : 1))
    seeding.add('Speakership', {}, { episode, speaker });
  seedNoteTemplate(seeding, episode, { title, first, channel, now });
}

/** Each episode has one; those that are live soon or were are written. */
function seedNoteTemplate(
  seeding: Seeding,
  episode: Ref,
  { title, first, channel, now }: { title: string; first: number; channel: SeededChannel; now: number },
): void {
  const written = channel.outline.live && first - 7 * DAY <= now;
  seeding.add(
    'NoteTemplate',
    {
      auto_create_free_form_notes: false,
      enabled: written,
      published_at: written ? timestamp(first - 7 * DAY) : null,
      template: written ? `<h1>${title}</h1><p>What stays with me:</p>` : null,
    },
    { episode },
  );
}
