import type { Church } from '../../store/church.ts';
import type { Ref, StoredRecord } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import { FIRST_DAY } from '../dates.ts';
import type { Seeding } from '../seeding.ts';
import { SERVICE_KINDS } from '../words/service-types.ts';
import { EPISODE_RESOURCES, type ChannelOutline } from '../words/publishing.ts';

/** A channel that is in the store. */
export interface SeededChannel {
  readonly ref: Ref;
  readonly outline: ChannelOutline;
  /** Whose plans it shows, in the Services app. */
  readonly serviceType: StoredRecord | undefined;
}

const created = timestamp(FIRST_DAY);

export function seedChannel(
  seeding: Seeding,
  outline: ChannelOutline,
  { position, church }: { position: number; church: Church },
): SeededChannel {
  const serviceType = church
    .app('services')
    .all('ServiceType')
    .find(({ attributes }) => attributes['name'] === outline.serviceType);
  const ref = seeding.addRef('Channel', channelAttributes(outline, { position, serviceType }));
  if (outline.live) seedDefaults(seeding, ref, outline);
  return { ref, outline, serviceType };
}

function channelAttributes(
  { name, description, live, podcast, serviceType: named }: ChannelOutline,
  { position, serviceType }: { position: number; serviceType: StoredRecord | undefined },
): StoredRecord['attributes'] {
  return {
    activate_episode_minutes_before: live ? 15 : null,
    archived: named === null,
    art: {},
    created_at: created,
    default_video_duration: 75 * 60,
    default_video_embed_code: null,
    default_video_url: live ? 'https://boxcast.tv/channel/example-sundays' : null,
    description,
    enable_audio: podcast,
    enable_on_demand_video: true,
    enable_watch_live: live,
    general_chat_enabled: live,
    group_chat_enabled: false,
    name,
    podcast_art: {},
    podcast_settings: { enabled: podcast },
    position,
    published: named !== null,
    sermon_notes_enabled: live,
    services_service_type_remote_identifier: serviceType?.id ?? null,
    updated_at: created,
    url: null,
  };
}

/** What each new episode is offered: the times of the services, and where to give. */
function seedDefaults(seeding: Seeding, channel: Ref, { serviceType }: ChannelOutline): void {
  const kind = SERVICE_KINDS.find(({ name }) => name === serviceType);
  for (const [index, start] of (kind?.starts ?? []).entries()) {
    seeding.add(
      'ChannelDefaultTime',
      {
        day_of_week: kind?.weekday ?? 0,
        frequency: 'weekly',
        hour: Math.floor(start / 60),
        minute: start % 60,
        position: index + 1,
      },
      { channel },
    );
  }
  const [give] = EPISODE_RESOURCES;
  seeding.add('ChannelDefaultEpisodeResource', resourceAttributes(give, 1), { channel });
}

export function resourceAttributes(
  { title, type, icon, page }: (typeof EPISODE_RESOURCES)[number],
  position: number,
): StoredRecord['attributes'] {
  return {
    featured: position === 1,
    icon,
    position,
    title,
    type,
    url: `https://church.example.org/${page}`,
  };
}
