import { describe, expect, it } from 'vitest';
import { freshChurch, type FreshChurch } from '../src/testing.ts';
import { apiOf, type Api } from './support/api.ts';
import { receiveInProcess, type InProcess } from './support/receiver.ts';

const PERSON_CREATED = 'people.v2.events.person.created';
const URL = 'https://hooks.test/';

interface Subscribed extends InProcess {
  readonly church: FreshChurch;
  readonly api: Api;
  /** Creates so many people, named by numbers, and waits until they are delivered. */
  readonly create: (people: number) => Promise<void>;
  /** The numbers of the people that were told of. */
  readonly told: () => number[];
}

async function subscribed(name = PERSON_CREATED): Promise<Subscribed> {
  const receiver = receiveInProcess();
  const church = freshChurch({ church: 'empty', deliver: receiver.deliver });
  const api = apiOf(church);
  await api.subscribe(name, URL);
  return {
    ...receiver,
    church,
    api,
    create: async (people) => {
      for (let number = 0; number < people; number += 1)
        await api.post('/people/v2/people', { first_name: String(number), last_name: 'Rolfe' });
      await church.control.webhooks.settle();
    },
    told: () => receiver.received.map(({ payload }) => Number(payload.data.attributes?.['first_name'])),
  };
}

const upTo = (number: number): number[] => Array.from({ length: number }, (_, index) => index);

describe('duplicates', () => {
  it('come as often as they are asked for, with the same id and attempt', async () => {
    const { church, create, received, told } = await subscribed();
    church.control.webhooks.configure({ duplicates: 1 });
    await create(3);
    expect(told().sort((a, b) => a - b)).toEqual([0, 0, 1, 1, 2, 2]);
    expect(received.every(({ delivery }) => delivery.attributes.attempt === 1)).toBe(true);
    expect(new Set(received.map(({ delivery }) => delivery.id)).size).toBe(3);
    expect(church.control.webhooks.deliveries().filter(({ isDuplicate }) => isDuplicate)).toHaveLength(3);
  });

  it('are the same for the same seed, and others for another one', async () => {
    const toldWith = async (seed: number): Promise<number[]> => {
      const { church, create, told } = await subscribed();
      church.control.webhooks.configure({ duplicates: 0.3, seed });
      await create(40);
      return told().sort((a, b) => a - b);
    };
    const [one, again, other] = [await toldWith(3), await toldWith(3), await toldWith(4)];
    expect(one).toEqual(again);
    expect(one).not.toEqual(other);
    expect(one.length).toBeGreaterThan(45);
    expect(one.length).toBeLessThan(60);
    expect([...new Set(one)]).toEqual(upTo(40));
  });
});

describe('reordering', () => {
  it('lets deliveries overtake each other, loses none, and repeats itself with the same seed', async () => {
    const toldWith = async (seed: number): Promise<number[]> => {
      const { church, create, told } = await subscribed();
      church.control.webhooks.configure({ reorder: 5, seed });
      await create(40);
      return told();
    };
    const [one, again, other] = [await toldWith(3), await toldWith(3), await toldWith(4)];
    expect(one).toEqual(again);
    expect(one).not.toEqual(other);
    expect(one).not.toEqual(upTo(40));
    expect([...one].sort((a, b) => a - b)).toEqual(upTo(40));
    // None comes before more than four others that are older.
    one.forEach((number, place) => expect(number - place).toBeLessThan(5));
  });

  it('holds what nothing overtakes for a second at most', async () => {
    const { church, api, told } = await subscribed();
    church.control.clock.freeze();
    church.control.webhooks.configure({ reorder: true });
    await api.post('/people/v2/people', { first_name: '0', last_name: 'Rolfe' });
    await church.control.clock.advance(999);
    expect(told()).toEqual([]);
    await church.control.clock.advance(1);
    expect(told()).toEqual([0]);
  });

  it('ends when nothing is asked for', async () => {
    const { church, create, told } = await subscribed();
    church.control.webhooks.configure({ reorder: true, duplicates: 1 });
    church.control.webhooks.configure({});
    await create(5);
    expect(told()).toEqual(upTo(5));
  });
});

it.each([
  [{ duplicates: 2 }, 'duplicates must be a number from 0 to 1; got 2.'],
  [{ duplicates: Number.NaN }, 'duplicates must be a number from 0 to 1; got NaN.'],
  [{ reorder: 0 }, 'reorder must be true, false or a whole number from 1; got 0.'],
  [{ seed: -1 }, 'seed must be a whole number from 0; got -1.'],
  [{ speed: 1 }, 'Webhooks have no setting speed. There are: duplicates, reorder, seed.'],
])('%j is refused', (options, message) => {
  const { webhooks } = freshChurch({ church: 'empty' }).control;
  expect(() => webhooks.configure(options as object)).toThrow(message);
});

describe('send', () => {
  it('tells of a record that is there, as if it had just happened', async () => {
    const { church, received } = await subscribed('people.v2.events.note.created');
    const { control } = church;
    await control.load('people', { data: { type: 'Note', id: '5', attributes: { note: 'Called.' } } });
    expect(await control.webhooks.send({ name: 'people.v2.events.note.created', id: '5' })).toBe(1);
    await control.webhooks.settle();
    expect(received.map(({ payload }) => payload.data)).toEqual([
      expect.objectContaining({
        type: 'Note',
        id: '5',
        attributes: expect.objectContaining({ note: 'Called.' }),
      }),
    ]);
  });

  it('tells of what is gone whether or not it ever was', async () => {
    const { church, received } = await subscribed('people.v2.events.person.destroyed');
    await church.control.webhooks.send({ name: 'people.v2.events.person.destroyed', id: '5' });
    await church.control.webhooks.settle();
    expect(received.map(({ payload }) => payload.data)).toEqual([{ type: 'Person', id: '5' }]);
  });

  it('says how many subscriptions there are', async () => {
    const { church } = await subscribed();
    expect(await church.control.webhooks.send({ name: 'people.v2.events.person.destroyed', id: '5' })).toBe(
      0,
    );
  });

  it.each([
    ['people.v2.events.dog.created', 'There is no event "people.v2.events.dog.created".'],
    [PERSON_CREATED, 'There is no Person "5" in people.'],
  ])('refuses %s of what is not there', async (name, message) => {
    const { church } = await subscribed();
    await expect(church.control.webhooks.send({ name, id: '5' })).rejects.toThrow(message);
  });
});
