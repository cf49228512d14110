import type { RelationTable } from '../../schema/app-model.ts';

/** What a Publishing record points at besides the relationships that the API shows. See the People table. */
export const publishingRelations: RelationTable = {
  ChannelDefaultEpisodeResource: { channel: 'Channel' },
  ChannelDefaultTime: { channel: 'Channel' },
  Episode: { channel: 'Channel' },
  EpisodeResource: { episode: 'Episode' },
  EpisodeTime: { episode: 'Episode' },
  NoteTemplate: { episode: 'Episode' },
  Series: { channel: 'Channel' },
  Speakership: { episode: 'Episode' },
};
