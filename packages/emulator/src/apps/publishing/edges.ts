import type { AppModel } from '../../schema/app-model.ts';
import { meOfPeople } from '../shown-person.ts';
import { found } from '../related.ts';
import type { StoredRecord } from '../../store/record.ts';
import { currentEpisode } from './episodes.ts';
import { nextTime } from './next-time.ts';

/** Edges of Publishing that no relation leads along. */
export const publishingEdges: AppModel['edges'] = {
  'Organization.me': meOfPeople,
  'Channel.current_episode': { records: (channel, around) => found(currentEpisode(channel, around)) },
  'Channel.next_times': {
    records: (channel, around) =>
      around.store.pointingAt('ChannelDefaultTime', 'channel', channel).map(({ id, attributes }) => ({
        type: 'ChannelNextTime',
        id,
        attributes: { starts_at: around.church.timestamp(nextTime(attributes, around)) },
        relations: {},
      })),
  },
  'Channel.statistics': {
    records: (channel, { store }) => store.pointingAt('Episode', 'channel', channel).map(statisticsOf),
  },
};

/** What is known of how an episode was watched: it follows from the episode, and so nothing of it is kept. */
function statisticsOf({ id }: StoredRecord): StoredRecord {
  return { type: 'EpisodeStatistics', id, attributes: {}, relations: {} };
}
