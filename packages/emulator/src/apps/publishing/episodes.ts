import type { Surroundings } from '../../schema/app-model.ts';
import { timeOf } from '../filter-rules.ts';
import { relatedOne } from '../related.ts';
import { textOf, type StoredRecord } from '../../store/record.ts';

/** An hour, which a video takes where its channel does not say. */
const USUAL_SECONDS = 3600;

/** The times of an episode, the first one first. */
export function timesOf(episode: StoredRecord, { store }: Surroundings): readonly StoredRecord[] {
  return store
    .pointingAt('EpisodeTime', 'episode', episode)
    .sort((a, b) => timeOf(a, 'starts_at') - timeOf(b, 'starts_at'));
}

/** When a time of an episode ends: after as long as the videos of its channel take. */
export function endOf(time: StoredRecord, around: Surroundings): number {
  const channel = relatedOne(relatedOne(time, 'episode', around), 'channel', around);
  const seconds = Number(channel?.attributes['default_video_duration'] ?? USUAL_SECONDS);
  return timeOf(time, 'starts_at') + seconds * 1000;
}

export function stateOf(time: StoredRecord, around: Surroundings): 'upcoming' | 'active' | 'over' {
  const now = around.church.now();
  if (now < timeOf(time, 'starts_at')) return 'upcoming';
  return now < endOf(time, around) ? 'active' : 'over';
}

/** When an episode is live for the first time; null without a time. */
export function publishedLiveAt(episode: StoredRecord, around: Surroundings): string | null {
  const [first] = timesOf(episode, around);
  return first ? textOf(first.attributes['starts_at']) || null : null;
}

/** Whether that time has come. */
export function isPublishedLive(episode: StoredRecord, around: Surroundings): boolean {
  const live = publishedLiveAt(episode, around);
  return live !== null && Date.parse(live) <= around.church.now();
}

/** Whether an episode can be watched at any time. */
export function isInLibrary(episode: StoredRecord, { church }: Pick<Surroundings, 'church'>): boolean {
  return timeOf(episode, 'published_to_library_at') <= church.now();
}

export function isPublished(episode: StoredRecord, around: Surroundings): boolean {
  return isPublishedLive(episode, around) || isInLibrary(episode, around);
}

/** Whether what belongs to a channel can be seen there. */
export function isOnPublishedChannel(record: StoredRecord, around: Surroundings): boolean {
  return relatedOne(record, 'channel', around)?.attributes['published'] === true;
}

/** The episode that a channel shows: the one that is live, else the next one, else the last one. */
export function currentEpisode(channel: StoredRecord, around: Surroundings): StoredRecord | undefined {
  const now = around.church.now();
  const times = around.store
    .pointingAt('Episode', 'channel', channel)
    .flatMap((episode) => timesOf(episode, around))
    .sort((a, b) => timeOf(a, 'starts_at') - timeOf(b, 'starts_at'));
  const shown = times.find((time) => endOf(time, around) > now) ?? times.at(-1);
  return relatedOne(shown, 'episode', around);
}

/** The episodes of a series. */
export function episodesOfSeries(series: StoredRecord, { store }: Surroundings): readonly StoredRecord[] {
  return store.pointingAt('Episode', 'series', series);
}

/** The template for the notes of an episode. */
export function noteTemplateOf(
  episode: StoredRecord,
  { store }: Pick<Surroundings, 'store'>,
): StoredRecord | undefined {
  return store.pointingAt('NoteTemplate', 'episode', episode)[0];
}
