import type { AppModel, FilterRule } from '../../schema/app-model.ts';
import { keep, type FilterTest } from '../filter-rules.ts';
import { isInLibrary, isOnPublishedChannel, isPublished, isPublishedLive } from './episodes.ts';
import { hasPodcast } from './values.ts';

const is = (attribute: string): FilterTest => {
  return ({ attributes }) => attributes[attribute] === true;
};

const isConnected: FilterTest = ({ attributes }) =>
  (attributes['services_plan_remote_identifier'] ?? null) !== null;

const connection: Readonly<Record<string, FilterRule>> = {
  connected_to_services: keep(isConnected),
  not_connected_to_services: keep((episode, around) => !isConnected(episode, around)),
};

/** Filters of Publishing. Something is on Church Center when it is published on a channel that is. */
export const publishingFilters: AppModel['filters'] = {
  'Channel.episodes': {
    ...connection,
    not_published: keep((episode, around) => !isPublished(episode, around)),
    published: keep(isPublished),
    published_to_library: keep(isInLibrary),
  },
  'Organization.channels': {
    archived: keep(is('archived')),
    not_archived: keep(({ attributes }) => attributes['archived'] !== true),
    podcast_enabled: keep(hasPodcast),
    published: keep(is('published')),
  },
  'Organization.episodes': {
    ...connection,
    not_published_live: keep((episode, around) => !isPublishedLive(episode, around)),
    published_live: keep(isPublishedLive),
    published_on_church_center: keep(
      (episode, around) => isPublished(episode, around) && isOnPublishedChannel(episode, around),
    ),
  },
  'Organization.series': {
    not_published: keep(({ attributes }) => attributes['published'] !== true),
    published: keep(is('published')),
    published_on_church_center: keep(
      (series, around) => is('published')(series, around) && isOnPublishedChannel(series, around),
    ),
  },
};
