import type { AppModel, ComputedValue, Surroundings } from '../../schema/app-model.ts';
import { timeOf } from '../filter-rules.ts';
import { asInPeople, inPeople, listedInPeople, nameInPeople } from '../from-people.ts';
import { counted, relatedOne } from '../related.ts';
import { isObject } from '../../basics/is-object.ts';
import { textOf, type Json, type StoredRecord } from '../../store/record.ts';
import {
  endOf,
  episodesOfSeries,
  isInLibrary,
  isPublishedLive,
  noteTemplateOf,
  publishedLiveAt,
  stateOf,
  timesOf,
} from './episodes.ts';
import { embedCode, streamingService } from './videos.ts';

/** Attributes of Publishing that follow from others. */
export const publishingValues: AppModel['values'] = {
  Channel: {
    can_enable_chat: () => true,
    church_center_url: (channel, around) => pageAt(`/channels/${channel.id}`, around),
    podcast_feed_url: (channel, around) =>
      hasPodcast(channel) ? pageAt(`/channels/${channel.id}/podcast.xml`, around) : null,
  },
  ChannelDefaultEpisodeResource: { kind: kindOf },
  Episode: {
    church_center_url: pageOnChannel('episodes'),
    library_streaming_service: ({ attributes }) => streamingService(attributes['library_video_url']),
    library_video_embed_code: ({ attributes }) => embedCode(attributes['library_video_url']),
    library_video_thumbnail_url: thumbnailOf('library_video_url'),
    needs_library_audio_or_video_url: ({ attributes }) =>
      ['library_audio_url', 'library_video_url', 'sermon_audio'].every((name) => isBlank(attributes[name])),
    needs_notes_template: needsNotesTemplate,
    needs_video_url: (episode, around) => isBlank(videoOf(episode, around)),
    published_live_at: publishedLiveAt,
    streaming_service: (episode, around) => streamingService(videoOf(episode, around)),
    video_embed_code: (episode, around) => embedCode(videoOf(episode, around)),
    video_thumbnail_url: thumbnailOf('video_url'),
  },
  EpisodeResource: { kind: kindOf },
  EpisodeStatistics: {
    library_watch_count: ofEpisode(isInLibrary),
    live_watch_count: ofEpisode(isPublishedLive),
    published_live_at: ofEpisode(publishedLiveAt),
    published_to_library_at: ofEpisode(({ attributes }) => attributes['published_to_library_at'] ?? null),
    times: ofEpisode((episode, around) =>
      timesOf(episode, around).map(({ attributes }) => ({ starts_at: attributes['starts_at'] ?? null })),
    ),
    title: ofEpisode(({ attributes }) => attributes['title'] ?? null),
  },
  EpisodeTime: {
    current_state: stateOf,
    current_timestamp: (_, { church }) => church.now() / 1000,
    ends_at: (time, around) =>
      Number.isNaN(timeOf(time, 'starts_at')) ? null : around.church.timestamp(endOf(time, around)),
    streaming_service: (time, around) => {
      const { video_url: own } = time.attributes;
      const episode = relatedOne(time, 'episode', around);
      return streamingService(isBlank(own) && episode ? videoOf(episode, around) : own);
    },
  },
  Organization: { subdomain: asInPeople('church_center_subdomain') },
  Person: {
    acknowledged_editor: isAdministrator,
    permissions: (person, around) => (isAdministrator(person, around) ? 'administrator' : 'no_access'),
  },
  Series: {
    church_center_url: pageOnChannel('series'),
    ended_at: (series, around) => livesOf(series, around).at(-1) ?? null,
    episodes_count: (series, around) => episodesOfSeries(series, around).length,
    started_at: (series, around) => livesOf(series, around)[0] ?? null,
  },
  Speaker: {
    avatar_url: ofPerson(asInPeople('avatar')),
    episodes_count: counted('Speakership', 'speaker'),
    first_name: ofPerson(asInPeople('first_name')),
    formatted_name: (speaker, around) =>
      [
        ofPerson(listedInPeople('name_prefix'))(speaker, around),
        // Of somebody who is gone from People, the last name that they had there.
        speaker.attributes['name'] ?? ofPerson(nameInPeople)(speaker, around),
        ofPerson(listedInPeople('name_suffix'))(speaker, around),
      ]
        .filter((part) => typeof part === 'string')
        .join(' '),
    last_name: ofPerson(asInPeople('last_name')),
    name_prefix: ofPerson(listedInPeople('name_prefix')),
    name_suffix: ofPerson(listedInPeople('name_suffix')),
  },
};

/** Whether a channel's episodes are offered as a podcast. */
export function hasPodcast({ attributes }: StoredRecord): boolean {
  const { podcast_settings: settings } = attributes;
  return isObject(settings) && settings['enabled'] === true;
}

function isBlank(value: Json | undefined): boolean {
  return textOf(value) === '' || textOf(value) === '{}';
}

/** The address of what is shown live: the episode's own, or that of its channel. */
function videoOf(episode: StoredRecord, around: Surroundings): Json {
  const { stream_type: type, video_url: own } = episode.attributes;
  if (!isBlank(own) || type !== 'channel_default_livestream') return own ?? null;
  return relatedOne(episode, 'channel', around)?.attributes['default_video_url'] ?? null;
}

function thumbnailOf(attribute: 'library_video_url' | 'video_url'): ComputedValue {
  return ({ id, attributes }) =>
    isBlank(attributes[attribute]) ? null : `https://files.church.example.org/${attribute}/${id}.jpg`;
}

function needsNotesTemplate(episode: StoredRecord, around: Surroundings): boolean {
  const channel = relatedOne(episode, 'channel', around);
  const template = noteTemplateOf(episode, around);
  return channel?.attributes['sermon_notes_enabled'] === true && isBlank(template?.attributes['template']);
}

/** When the episodes of a series are live, the first one first. */
function livesOf(series: StoredRecord, around: Surroundings): readonly string[] {
  return episodesOfSeries(series, around)
    .map((episode) => publishedLiveAt(episode, around))
    .filter((live) => live !== null)
    .sort();
}

/** What a resource leads to, as far as its type is one of the known ones. */
function kindOf({ attributes }: StoredRecord): string {
  const type = textOf(attributes['type']);
  return KINDS.has(type) ? type : 'generic_url';
}

const KINDS: ReadonlySet<string> = new Set([
  'generic_url',
  'giving_fund',
  'people_form',
  'services_public_page',
]);

function ofEpisode(value: ComputedValue): ComputedValue {
  return ({ id }, around) => {
    const episode = around.store.get('Episode', id);
    return episode ? value(episode, around) : null;
  };
}

/** Speakers are people, under the ids that these have in People. */
function ofPerson(value: ComputedValue): ComputedValue {
  return (speaker, around) => value({ ...speaker, type: 'Person' }, around);
}

function isAdministrator(person: StoredRecord, around: Surroundings): boolean {
  return inPeople(person, around)?.attributes['site_administrator'] === true;
}

function pageOnChannel(edge: 'episodes' | 'series'): ComputedValue {
  return (record, around) => {
    const channel = relatedOne(record, 'channel', around);
    return channel ? pageAt(`/channels/${channel.id}/${edge}/${record.id}`, around) : null;
  };
}

/** A page of the church in Church Center. */
function pageAt(path: string, around: Surroundings): string | null {
  const [organization] = around.store.all('Organization');
  const subdomain = textOf(inPeople(organization, around)?.attributes['church_center_subdomain']);
  return subdomain === '' ? null : `https://${subdomain}.churchcenter.com${path}`;
}
