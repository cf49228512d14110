import { describe, expect, it } from 'vitest';
import { refs } from '../../store/identifiers.ts';
import { Church } from '../../store/church.ts';
import { textOf, type StoredRecord } from '../../store/record.ts';
import { seedChurch } from '../seed-church.ts';

const NOW = Date.UTC(2026, 10, 23, 12);

const church = new Church({ now: () => NOW });
seedChurch(church, { people: 500, seed: 1 });
const store = church.app('publishing');
const services = church.app('services');
const episodes = store.all('Episode');

const target = (record: StoredRecord, relation: string): StoredRecord | undefined => {
  const [ref] = refs(record.relations[relation]);
  return ref && store.get(ref.type, ref.id);
};

const planOf = ({ attributes }: StoredRecord): StoredRecord => {
  const plan = services.get('Plan', textOf(attributes['services_plan_remote_identifier']));
  if (!plan) throw new Error('The episode has no plan.');
  return plan;
};

describe('episodes', () => {
  it('are those of the plans of their channel’s service type', () => {
    for (const episode of episodes) {
      const plan = planOf(episode);
      const [serviceType] = refs(plan.relations['service_type']);
      expect(episode.attributes['services_service_type_remote_identifier']).toBe(serviceType?.id);
      expect(target(episode, 'channel')?.attributes['services_service_type_remote_identifier']).toBe(
        serviceType?.id,
      );
      if (plan.attributes['title'] !== null)
        expect(episode.attributes['title']).toBe(plan.attributes['title']);
    }
    expect(new Set(episodes.map(({ relations }) => refs(relations['channel'])[0]?.id)).size).toBe(2);
    expect(episodes.length).toBeGreaterThan(40);
  });

  it('belong to the series of their plan', () => {
    for (const episode of episodes) {
      const series = target(episode, 'series');
      expect(series?.attributes['title'] ?? null).toBe(planOf(episode).attributes['series_title']);
      if (series) expect(series.relations['channel']).toEqual(episode.relations['channel']);
    }
  });

  it('that are shown live are so when the services of their plan begin', () => {
    for (const episode of episodes) {
      const planned = services
        .pointingAt('PlanTime', 'plan', planOf(episode))
        .filter(({ attributes }) => attributes['time_type'] === 'service')
        .map(({ attributes }) => attributes['starts_at']);
      const times = store
        .pointingAt('EpisodeTime', 'episode', episode)
        .map(({ attributes }) => attributes['starts_at']);
      const live = target(episode, 'channel')?.attributes['enable_watch_live'] === true;
      expect(times).toEqual(live ? planned : []);
    }
    expect(store.all('EpisodeTime').length).toBeGreaterThan(40);
  });

  it('are in the library when they are over, with something to watch', () => {
    for (const { attributes } of episodes) {
      const published = attributes['published_to_library_at'];
      expect(attributes['library_video_url'] !== null).toBe(published !== null);
      if (typeof published === 'string') expect(Date.parse(published)).toBeLessThanOrEqual(NOW);
    }
    const published = episodes.filter(({ attributes }) => attributes['published_to_library_at'] !== null);
    expect(published.length).toBeGreaterThan(20);
    expect(published.length).toBeLessThan(episodes.length);
  });

  it('have speakers who are adults of People, and one template for notes', () => {
    for (const episode of episodes) {
      const speakers = store
        .pointingAt('Speakership', 'episode', episode)
        .map(({ relations }) => refs(relations['speaker'])[0]?.id ?? '');
      expect(speakers.length).toBeGreaterThan(0);
      expect(new Set(speakers).size).toBe(speakers.length);
      for (const id of speakers)
        expect(church.app('people').get('Person', id)?.attributes['child']).toBe(false);
      expect(store.pointingAt('NoteTemplate', 'episode', episode)).toHaveLength(1);
    }
  });
});

it('a channel that shows nothing any more is archived', () => {
  const archived = store.all('Channel').filter(({ attributes }) => attributes['archived'] === true);
  expect(archived).toHaveLength(1);
  for (const channel of archived) expect(store.pointingAt('Episode', 'channel', channel)).toEqual([]);
});
