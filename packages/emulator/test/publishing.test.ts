import { beforeEach, describe, expect, it } from 'vitest';
import { refs } from '../src/store/identifiers.ts';
import type { StoredRecord } from '../src/store/record.ts';
import { first, payload, seededChurch, type Seeded } from './support/seeded-church.ts';
import { ask, idsOf, NOW } from './support/small-church.ts';

const PUBLISHING = '/publishing/v2';
const MINUTE = 60_000;

let seeded: Seeded;
beforeEach(() => {
  seeded = seededChurch();
});

const channel = (name = 'Sunday Services'): StoredRecord =>
  first(seeded.church, 'publishing', 'Channel', ({ attributes }) => attributes['name'] === name);

const part = (type: string, attributes: object, others: object = {}): object => ({
  type,
  attributes,
  ...others,
});

/** The address of a new episode on the channel that is live on Sundays. */
async function addEpisode(attributes: object = {}, included: readonly object[] = []): Promise<string> {
  const { status, document } = await seeded.post(
    `${PUBLISHING}/channels/${channel().id}/episodes`,
    payload({ title: 'New', ...attributes }, {}, included),
  );
  expect([status, document.errors]).toEqual([201, undefined]);
  return `${PUBLISHING}/episodes/${document.data.id}`;
}

const titles = async (path: string): Promise<unknown[]> =>
  (await seeded.get(`${PUBLISHING}${path}`)).document.data.map(({ attributes }) => attributes['title']);

const soon = (minutes: number): string =>
  `${new Date(Date.parse(NOW) + minutes * MINUTE).toISOString().slice(0, 19)}Z`;

describe('an episode', () => {
  it('is written with its times, resources and speakers in one request', async () => {
    const [speaker] = seeded.church.app('publishing').all('Speaker');
    const { status, document } = await seeded.post(
      `${PUBLISHING}/channels/${channel().id}/episodes?include=episode_times,episode_resources,speakerships`,
      payload({ title: 'Easter' }, {}, [
        part('EpisodeTime', { starts_at: '2026-04-05T16:00:00Z' }),
        part('EpisodeTime', { starts_at: '2026-04-05T18:00:00Z' }),
        part('EpisodeResource', { title: 'Give', type: 'giving_fund', url: 'https://example.org/give' }),
        part('EpisodeResource', { title: 'More', url: 'https://example.org/more' }),
        part('Speakership', { speaker_id: speaker?.id }),
      ]),
    );
    expect([status, document.errors]).toEqual([201, undefined]);
    expect(document.data.attributes['published_live_at']).toBe('2026-04-05T16:00:00Z');
    const shown = (document.included ?? []).map(({ type, attributes }) => [
      type,
      attributes['starts_at'] ?? attributes['title'] ?? null,
      attributes['position'] ?? attributes['ends_at'] ?? null,
      attributes['kind'] ?? null,
    ]);
    expect(shown).toEqual(
      expect.arrayContaining([
        ['EpisodeTime', '2026-04-05T16:00:00Z', '2026-04-05T17:15:00Z', null],
        ['EpisodeTime', '2026-04-05T18:00:00Z', '2026-04-05T19:15:00Z', null],
        ['EpisodeResource', 'Give', 1, 'giving_fund'],
        ['EpisodeResource', 'More', 2, 'generic_url'],
        ['Speakership', null, null, null],
      ]),
    );
    expect(shown).toHaveLength(5);
    expect(await idsOf(seeded.church, `${PUBLISHING}/speakers?order=first_name`)).toContain(speaker?.id);
  });

  it('is changed with parts: those with an id change, others come, those to destroy go', async () => {
    const at = await addEpisode({}, [
      part('EpisodeTime', { starts_at: soon(60) }),
      part('EpisodeTime', { starts_at: soon(120) }),
    ]);
    const [one, other] = await idsOf(seeded.church, `${at}/episode_times`);
    const { status } = await seeded.patch(
      at,
      payload({}, {}, [
        part('EpisodeTime', { starts_at: soon(30) }, { id: one }),
        part('EpisodeTime', { _destroy: true }, { id: other }),
        part('EpisodeTime', { starts_at: soon(300) }),
      ]),
    );
    expect(status).toBe(200);
    const { document } = await seeded.get(`${at}/episode_times?order=starts_at`);
    expect(document.data.map(({ attributes }) => attributes['starts_at'])).toEqual([soon(30), soon(300)]);
    expect(document.data[0]?.id).toBe(one);
  });

  it('is refused with all complaints at once, and then nothing of it is kept', async () => {
    const before = seeded.church.app('publishing').all('Episode').length;
    const { status, document } = await seeded.post(
      `${PUBLISHING}/episodes`,
      payload({ title: ' ' }, {}, [part('EpisodeTime', {}), part('EpisodeResource', { title: 'Fine' })]),
    );
    expect(status).toBe(422);
    expect(document.errors?.map(({ source }) => source)).toEqual([
      { parameter: 'title' },
      { parameter: 'episode_times.starts_at' },
    ]);
    expect(seeded.church.app('publishing').all('Episode')).toHaveLength(before);
  });

  it('is not spoken in by nobody, nor twice by the same', async () => {
    const [speaker] = seeded.church.app('publishing').all('Speaker');
    const at = await addEpisode({}, [part('Speakership', { speaker_id: speaker?.id })]);
    const twice = await seeded.post(
      `${PUBLISHING}/episodes`,
      payload({ title: 'Twice' }, {}, [
        part('Speakership', { speaker_id: speaker?.id }),
        part('Speakership', { speaker_id: speaker?.id }),
      ]),
    );
    expect([twice.status, twice.document.errors?.[0]?.['source']]).toEqual([
      422,
      { parameter: 'speakerships.speaker' },
    ]);
    const write = async (attributes: object): Promise<number> =>
      (await seeded.patch(at, payload({}, {}, [part('Speakership', attributes)]))).status;
    expect(await write({ speaker_id: speaker?.id })).toBe(422);
    expect(await write({})).toBe(422);
    expect(await write({ speaker_id: '404' })).toBe(422);
    const alone = await seeded.post(`${at}/speakerships`, payload({ speaker_id: speaker?.id }));
    expect(alone.status).toBe(403);
  });

  it('is upcoming, live and over as the clock goes on', async () => {
    const at = await addEpisode({}, [part('EpisodeTime', { starts_at: soon(10) })]);
    const id = at.split('/').at(-1);
    const [time] = await idsOf(seeded.church, `${at}/episode_times`);
    const state = async (): Promise<unknown> =>
      (await seeded.attributes(`${at}/episode_times/${time}`))['current_state'];
    const current = async (): Promise<string> =>
      (await seeded.get(`${PUBLISHING}/channels/${channel().id}/current_episode`)).document.data.id;
    const isLive = async (): Promise<boolean> =>
      (await idsOf(seeded.church, `${PUBLISHING}/episodes?filter=published_live&per_page=100`)).includes(
        id ?? '',
      );
    expect([await state(), await current(), await isLive()]).toEqual(['upcoming', id, false]);
    seeded.advance(11 * MINUTE);
    expect([await state(), await current(), await isLive()]).toEqual(['active', id, true]);
    seeded.advance(75 * MINUTE);
    expect([await state(), await isLive()]).toEqual(['over', true]);
    expect(await current()).not.toBe(id);
  });

  it('says which service shows it, and what it still needs', async () => {
    const at = await addEpisode();
    expect(await seeded.attributes(at)).toMatchObject({
      needs_library_audio_or_video_url: true,
      needs_notes_template: true,
      needs_video_url: false,
      stream_type: 'channel_default_livestream',
      streaming_service: 'boxcast',
    });
    await seeded.patch(
      at,
      payload({
        library_video_url: 'https://vimeo.com/1',
        stream_type: 'prerecorded',
        video_url: 'https://www.youtube.com/watch?v=1&t=2',
      }),
    );
    expect(await seeded.attributes(at)).toMatchObject({
      library_streaming_service: 'vimeo',
      needs_library_audio_or_video_url: false,
      streaming_service: 'youtube',
      video_embed_code: '<iframe src="https://www.youtube.com/watch?v=1&amp;t=2" allowfullscreen></iframe>',
    });
    await seeded.patch(at, payload({ video_url: 'https://notyoutube.com/1' }));
    expect(await seeded.attributes(at)).toMatchObject({ streaming_service: null, needs_video_url: false });
  });

  it('takes its channel and series by their ids, and outlives them', async () => {
    const series = await seeded.post(
      `${PUBLISHING}/channels/${channel().id}/series`,
      payload({ title: 'Short' }),
    );
    const { document } = await seeded.post(
      `${PUBLISHING}/episodes`,
      payload({ title: 'Both', channel_id: channel().id, series_id: series.document.data.id }),
    );
    const at = `${PUBLISHING}/episodes/${document.data.id}`;
    const seriesAt = `${PUBLISHING}/series/${series.document.data.id}`;
    expect((await seeded.attributes(seriesAt))['episodes_count']).toBe(1);
    expect(await titles(`/episodes?where[series_id]=${series.document.data.id}`)).toEqual(['Both']);
    expect((await seeded.get(`${at}/channel`)).document.data.id).toBe(channel().id);
    expect((await seeded.remove(seriesAt)).status).toBe(204);
    expect((await seeded.get(at)).document.data.relationships?.['series']?.data).toBeNull();
  });

  it('takes everything below it along when it goes', async () => {
    const at = await addEpisode({}, [
      part('EpisodeTime', { starts_at: soon(5) }),
      part('EpisodeResource', { title: 'A' }),
    ]);
    const store = seeded.church.app('publishing');
    const counts = (): number[] =>
      ['EpisodeTime', 'EpisodeResource', 'NoteTemplate'].map((type) => store.all(type).length);
    const before = counts();
    expect((await seeded.remove(at)).status).toBe(204);
    expect(counts()).toEqual(before.map((count) => count - 1));
  });

  it('has a template for notes from the start, which is published when it is enabled', async () => {
    const at = `${await addEpisode()}/note_template`;
    expect(await seeded.attributes(at)).toMatchObject({ enabled: false, published_at: null });
    await seeded.patch(at, payload({ enabled: true, template: '<p>Notes</p>' }));
    expect((await seeded.attributes(at))['published_at']).toBe(NOW);
    seeded.advance(MINUTE);
    await seeded.patch(at, payload({ template: '<p>More</p>' }));
    expect((await seeded.attributes(at))['published_at']).toBe(NOW);
    await seeded.patch(at, payload({ enabled: false }));
    expect((await seeded.attributes(at))['published_at']).toBeNull();
    expect((await seeded.remove(at)).status).toBe(403);
  });

  it('is downloaded, which counts', async () => {
    const used = async (): Promise<unknown> =>
      (await seeded.attributes(`${PUBLISHING}?fields[Organization]=downloads_used`))['downloads_used'];
    const before = Number(await used());
    const at = await addEpisode();
    const { status, document } = await seeded.post(`${at}/generate_download_url`);
    expect([status, document.data.type]).toEqual([201, 'Episode']);
    expect(await used()).toBe(before + 1);
    expect(
      (await seeded.post(`${at}/generate_download_url`, undefined, { version: '2018-08-01' })).status,
    ).toBe(404);
    expect(await seeded.attributes(PUBLISHING)).not.toHaveProperty('downloads_used');
  });
});

describe('a channel', () => {
  it('is written with what its episodes are offered, and stands after the others', async () => {
    const { status, document } = await seeded.post(
      `${PUBLISHING}/channels?include=channel_default_times,channel_default_episode_resources`,
      payload({ name: 'Midweek' }, {}, [
        part('ChannelDefaultTime', { day_of_week: 3, hour: 19, minute: 30 }),
        part('ChannelDefaultEpisodeResource', { title: 'Connect', type: 'people_form' }),
      ]),
    );
    expect([status, document.errors]).toEqual([201, undefined]);
    expect(document.data.attributes).toMatchObject({ archived: false, position: 4, published: false });
    expect(
      document.included?.map(({ type, attributes }) => [type, attributes['frequency'] ?? attributes['kind']]),
    ).toEqual(
      expect.arrayContaining([
        ['ChannelDefaultTime', 'weekly'],
        ['ChannelDefaultEpisodeResource', 'people_form'],
      ]),
    );
    const at = `${PUBLISHING}/channels/${document.data.id}`;
    // The evening of 3 March, a Tuesday, where the church is.
    const { data } = (await seeded.get(`${at}/next_times`)).document;
    expect(data.map(({ attributes }) => attributes['starts_at'])).toEqual(['2026-03-05T03:30:00Z']);
    seeded.advance(7 * 24 * 60 * MINUTE);
    // The clocks have changed meanwhile.
    const later = (await seeded.get(`${at}/next_times`)).document.data;
    expect(later.map(({ attributes }) => attributes['starts_at'])).toEqual(['2026-03-12T02:30:00Z']);
  });

  it('is a podcast and archived as it is told', async () => {
    const at = `${PUBLISHING}/channels/${channel('Youth Talks').id}`;
    expect((await seeded.attributes(at))['podcast_feed_url']).toBeNull();
    await seeded.patch(at, payload({ archived: true, podcast_settings: { enabled: true } }));
    expect((await seeded.attributes(at))['podcast_feed_url']).toMatch(/^https:.*\.churchcenter\.com\//);
    const names = async (filter: string): Promise<unknown[]> =>
      (await seeded.get(`${PUBLISHING}/channels?filter=${filter}`)).document.data.map(
        ({ attributes }) => attributes['name'],
      );
    expect(await names('podcast_enabled')).toEqual(['Sunday Services', 'Youth Talks']);
    expect(await names('archived')).toEqual(['Youth Talks', 'Old Recordings']);
    expect(await names('not_archived')).toEqual(['Sunday Services']);
    // Only the newer version knows of archived channels, and ignores what it does not know.
    const old = await seeded.get(`${PUBLISHING}/channels?filter=archived`, { version: '2018-08-01' });
    expect(old.document.data).toHaveLength(3);
    expect(old.document.data[0]?.attributes).not.toHaveProperty('archived');
  });

  it('has statistics of each of its episodes', async () => {
    const { id } = channel();
    const { data } = (await seeded.get(`${PUBLISHING}/channels/${id}/statistics?per_page=100`)).document;
    expect(data.map((statistics) => statistics.id)).toEqual(
      await idsOf(seeded.church, `${PUBLISHING}/channels/${id}/episodes?per_page=100`),
    );
    for (const { attributes } of data) {
      expect(attributes['times']).toHaveLength(2);
      expect(attributes['library_watch_count']).toBe(attributes['published_to_library_at'] !== null);
    }
    expect(new Set(data.map(({ attributes }) => attributes['live_watch_count']))).toEqual(
      new Set([true, false]),
    );
  });
});

describe('filters', () => {
  const count = async (path: string): Promise<number> =>
    Number((await seeded.get(`${PUBLISHING}${path}`)).document.meta.total_count);

  it('divide what there is', async () => {
    await addEpisode();
    for (const [list, one, other] of [
      ['/episodes', 'published_live', 'not_published_live'],
      ['/episodes', 'connected_to_services', 'not_connected_to_services'],
      [`/channels/${channel().id}/episodes`, 'published', 'not_published'],
      ['/series', 'published', 'not_published'],
      ['/channels', 'archived', 'not_archived'],
    ] as const) {
      const parts = [await count(`${list}?filter=${one}`), await count(`${list}?filter=${other}`)];
      expect([list, Math.min(...parts)]).not.toEqual([list, 0]);
      expect(parts.reduce((all, one) => all + one, 0)).toBe(await count(list));
    }
  });

  it('show on Church Center what is published on a published channel', async () => {
    const before = await count('/episodes?filter=published_on_church_center');
    expect(before).toBeGreaterThan(10);
    const inLibrary = await count(`/channels/${channel().id}/episodes?filter=published_to_library`);
    expect(inLibrary).toBeGreaterThan(10);
    const series = await count('/series?filter=published_on_church_center');
    expect(series).toBe(await count('/series?filter=published'));
    await seeded.patch(`${PUBLISHING}/channels/${channel().id}`, payload({ published: false }));
    expect(await count('/episodes?filter=published_on_church_center')).toBeLessThan(before - 10);
    expect(await count('/series?filter=published_on_church_center')).toBe(0);
  });

  it('search finds a piece of a title', async () => {
    expect(await titles('/episodes?where[search]=GOOD sam')).toEqual(['The Good Samaritan']);
    expect(await titles('/series?where[search]=mark')).toEqual(['The Gospel of Mark']);
    expect(await count('/channels?where[search]=watch again')).toBe(1);
  });
});

describe('speakers', () => {
  it('are people, under the names that they have in People', async () => {
    const [speaker] = seeded.church.app('publishing').all('Speaker');
    await seeded.patch(
      `/people/v2/people/${speaker?.id}`,
      payload({ first_name: 'Nova', last_name: 'Quill' }),
    );
    const counted = seeded.church
      .app('publishing')
      .all('Speakership')
      .filter(({ relations }) => refs(relations['speaker']).some(({ id }) => id === speaker?.id)).length;
    expect(await seeded.attributes(`${PUBLISHING}/speakers/${speaker?.id}`)).toMatchObject({
      episodes_count: counted,
      first_name: 'Nova',
      formatted_name: expect.stringContaining('Nova Quill'),
      speaker_type: 'Person',
    });
    expect(counted).toBeGreaterThan(3);
  });

  it('keep their names when they go from People', async () => {
    const speaker = seeded.church.app('publishing').all('Speaker').at(-1);
    const at = `${PUBLISHING}/speakers/${speaker?.id}`;
    const before = await seeded.attributes(at);
    await seeded.remove(`/people/v2/people/${speaker?.id}`);
    const { first_name, last_name } = before;
    expect(await seeded.attributes(at)).toMatchObject({
      first_name,
      last_name,
      formatted_name: `${String(first_name)} ${String(last_name)}`,
    });
  });
});

it.each([
  'episode_times',
  'episode_resources',
  'speakerships',
  'note_templates',
  'channel_default_times',
  'statistics',
])('%s are found below what they belong to, and not at the top', async (name) => {
  expect((await ask(seeded.church, 'GET', `${PUBLISHING}/${name}`)).status).toBe(404);
});
