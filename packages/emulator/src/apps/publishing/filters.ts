import type { AppModel, FilterRule, FilterSurroundings } from '../app-model.ts';
import { keep } from '../filter-rules.ts';
import type { StoredRecord } from '../../store/record.ts';
import { isInLibrary, isOnPublishedChannel, isPublished, isPublishedLive } from './episodes.ts';
import { hasPodcast } from './values.ts';

type Test = (record: StoredRecord, around: FilterSurroundings) => boolean;

const keepWhere = (test: Test): FilterRule => {
  return (records, around) => records.filter((record) => test(record, around));
};

const is = (attribute: string): Test => {
  return ({ attributes }) => attributes[attribute] === true;
};

const isConnected: Test = ({ attributes }) =>
  (attributes['services_plan_remote_identifier'] ?? null) !== null;

const connection: Readonly<Record<string, FilterRule>> = {
  connected_to_services: keepWhere(isConnected),
  not_connected_to_services: keepWhere((episode, around) => !isConnected(episode, around)),
};

/** Filters of Publishing. Something is on Church Center when it is published on a channel that is. */
export const publishingFilters: AppModel['filters'] = {
  'Channel.episodes': {
    ...connection,
    not_published: keepWhere((episode, around) => !isPublished(episode, around)),
    published: keepWhere(isPublished),
    published_to_library: keepWhere(isInLibrary),
  },
  'Organization.channels': {
    archived: keepWhere(is('archived')),
    not_archived: keep(({ attributes }) => attributes['archived'] !== true),
    podcast_enabled: keep(hasPodcast),
    published: keepWhere(is('published')),
  },
  'Organization.episodes': {
    ...connection,
    not_published_live: keepWhere((episode, around) => !isPublishedLive(episode, around)),
    published_live: keepWhere(isPublishedLive),
    published_on_church_center: keepWhere(
      (episode, around) => isPublished(episode, around) && isOnPublishedChannel(episode, around),
    ),
  },
  'Organization.series': {
    not_published: keep(({ attributes }) => attributes['published'] !== true),
    published: keepWhere(is('published')),
    published_on_church_center: keepWhere(
      (series, around) => is('published')(series, around) && isOnPublishedChannel(series, around),
    ),
  },
};
