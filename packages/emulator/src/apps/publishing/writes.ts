import type { AppModel, Complaint, Surroundings } from '../../schema/app-model.ts';
import { placeBehind } from '../places.ts';
import { identify, refs } from '../../store/identifiers.ts';
import type { StoredRecord } from '../../store/record.ts';
import { noteTemplateOf } from './episodes.ts';

/** What writes to Publishing require and set off. */
export const publishingWrites: AppModel['writes'] = {
  Channel: {
    required: ['name'],
    defaults: { default_video_duration: 3600 },
    parts: {
      // There is no way to write one alone, and so no list of what may be assigned: that of an episode's serves.
      channel_default_episode_resources: {
        assignable: ['featured', 'icon', 'position', 'title', 'type', 'url'],
      },
      channel_default_times: {},
    },
    saved: placeLast(),
  },
  ChannelDefaultEpisodeResource: { required: ['title'], saved: placeLast('channel') },
  ChannelDefaultTime: { defaults: { frequency: 'weekly' }, saved: placeLast('channel') },
  Episode: {
    required: ['title'],
    defaults: { page_actions: [], stream_type: 'channel_default_livestream' },
    parts: { episode_resources: {}, episode_times: {}, speakerships: {} },
    check: checkSpeakers,
    saved: addNoteTemplate,
    deleted: dropNoteTemplate,
  },
  EpisodeResource: { required: ['title'], saved: placeLast('episode') },
  EpisodeTime: { required: ['starts_at'], defaults: { caveats: [] } },
  NoteTemplate: { check: publish },
  Series: { required: ['title'] },
  Speakership: { required: ['speaker'] },
};

/** What is new stands after the others of its owner, unless it says where. */
function placeLast(owner?: 'channel' | 'episode'): (record: StoredRecord, around: Surroundings) => void {
  return (record, { store }) => {
    if ((record.attributes['position'] ?? null) !== null) return;
    const [of] = refs(owner && record.relations[owner]);
    const siblings = owner && of ? store.pointingAt(record.type, owner, of) : store.all(record.type);
    store.change(record, { attributes: { position: placeBehind(siblings, 'position', record) } });
  };
}

/** An episode has a template for notes from the start: it can be changed, and not created. */
function addNoteTemplate(episode: StoredRecord, { store }: Surroundings): void {
  if (noteTemplateOf(episode, { store })) return;
  store.put({
    type: 'NoteTemplate',
    id: store.nextId('NoteTemplate'),
    attributes: { auto_create_free_form_notes: false, enabled: false, published_at: null, template: null },
    relations: { episode: identify(episode) },
  });
}

function dropNoteTemplate(episode: StoredRecord, { store }: Surroundings): void {
  const template = noteTemplateOf(episode, { store });
  if (template) store.delete(template);
}

/** A template is published when it is enabled, until it is no more. */
function publish({ attributes }: StoredRecord, { church }: Surroundings): readonly Complaint[] {
  attributes['published_at'] =
    attributes['enabled'] === true ? (attributes['published_at'] ?? church.timestamp()) : null;
  return [];
}

/** Nobody speaks in an episode twice. Who speaks is written together with the episode only. */
function checkSpeakers(
  _: StoredRecord,
  __: Surroundings,
  { speakerships = [] }: Readonly<Record<string, readonly StoredRecord[]>>,
): readonly Complaint[] {
  const speakers = speakerships.flatMap(({ relations }) => refs(relations['speaker']).map(({ id }) => id));
  return new Set(speakers).size < speakers.length
    ? [{ parameter: 'speakerships.speaker', detail: 'has already been taken' }]
    : [];
}
