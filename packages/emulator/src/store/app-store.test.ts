import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppStore } from './app-store.ts';
import { compareIds, refs } from './identifiers.ts';
import type { Ref, StoredRecord } from './record.ts';

const person = (id: string, relations: StoredRecord['relations'] = {}): StoredRecord => ({
  type: 'Person',
  id,
  attributes: {},
  relations,
});

const ids = (records: readonly Ref[]): string[] => records.map(({ id }) => id);

describe('AppStore', () => {
  it('lists records by the number that their id is, texts last', () => {
    const store = new AppStore();
    for (const id of ['100', '9', 'b', '1000', '20', 'a']) store.put(person(id));
    expect(ids(store.all('Person'))).toEqual(['9', '20', '100', '1000', 'a', 'b']);
    store.put(person('15'));
    expect(ids(store.all('Person'))).toEqual(['9', '15', '20', '100', '1000', 'a', 'b']);
    expect(store.all('Dog')).toEqual([]);
  });

  it('keeps new records in order after texts, too', () => {
    const store = new AppStore();
    for (const id of ['5', 'a']) store.put(person(id));
    expect(ids(store.all('Person'))).toEqual(['5', 'a']);
    store.put(person('20000000'));
    expect(ids(store.all('Person'))).toEqual(['5', '20000000', 'a']);
  });

  it('replaces a record of the same id', () => {
    const store = new AppStore();
    store.put(person('1'));
    const second = store.put(person('1'));
    expect(store.all('Person')).toEqual([second]);
    expect(store.get('Person', '1')).toBe(second);
  });

  it('gives no id twice, whatever is put and deleted', () => {
    const store = new AppStore();
    const first = store.nextId('Person');
    store.put(person(first));
    store.delete({ type: 'Person', id: first });
    expect(store.nextId('Person')).toBe(String(Number(first) + 1));
    store.put(person('99999999'));
    store.delete({ type: 'Person', id: '99999999' });
    expect(store.nextId('Person')).toBe('100000000');
    store.put(person('5'));
    expect(store.nextId('Person')).toBe('100000000');
  });

  it.each(['9007199254740991', '9007199254740992', '1e400', '10000000.5', 'a'])(
    'gives new ids, none of them taken, when %s is one',
    (id) => {
      const store = new AppStore();
      store.put(person(id));
      for (let count = 0; count < 3; count++) store.put(person(store.nextId('Person')));
      const given = ids(store.all('Person')).filter((one) => one !== id);
      expect(given).toHaveLength(3);
      for (const one of given) expect(one).toMatch(/^\d+$/);
    },
  );

  it('gives different ids for records that are not kept yet', () => {
    const store = new AppStore();
    const given = [0, 1, 2].map((promised) => Number(store.nextId('Person', promised)));
    expect(given).toEqual([10_000_001, 10_000_002, 10_000_003]);
  });

  it('knows who points at a record after each change', () => {
    const store = new AppStore();
    const [mother, father] = [person('1'), person('2')];
    const child = store.put(person('3', { parent: mother }));
    expect(ids(store.pointingAt('Person', 'parent', mother))).toEqual(['3']);
    store.relate(child, { parent: [mother, father] });
    expect(ids(store.pointingAt('Person', 'parent', father))).toEqual(['3']);
    store.put(person('3', { parent: father }));
    expect(ids(store.pointingAt('Person', 'parent', mother))).toEqual([]);
    store.delete({ type: 'Person', id: '3' });
    expect(ids(store.pointingAt('Person', 'parent', father))).toEqual([]);
  });

  it('tells records of different types apart', () => {
    const store = new AppStore();
    store.put(person('3', { owner: { type: 'Dog', id: '1' } }));
    expect(ids(store.pointingAt('Person', 'owner', { type: 'Cat', id: '1' }))).toEqual([]);
    expect(ids(store.pointingAt('Person', 'owner', { type: 'Dog', id: '1' }))).toEqual(['3']);
  });

  it('shares its records with a copy, and nothing that happens to them afterwards', () => {
    const store = new AppStore();
    const mother = store.put(person('1'));
    store.put(person('2', { parent: mother }));
    expect(ids(store.pointingAt('Person', 'parent', mother))).toEqual(['2']);
    const copy = store.copy();
    copy.put(person('3', { parent: mother }));
    copy.delete({ type: 'Person', id: '2' });
    store.change({ type: 'Person', id: '1' }, { attributes: { name: 'Ada' } });
    const stores = [store, copy];
    expect(stores.map((one) => ids(one.all('Person')))).toEqual([
      ['1', '2'],
      ['1', '3'],
    ]);
    expect(stores.map((one) => ids(one.pointingAt('Person', 'parent', mother)))).toEqual([['2'], ['3']]);
    expect(copy.get('Person', '1')).toBe(mother);
    expect(store.get('Person', '1')?.attributes).toEqual({ name: 'Ada' });
    expect(copy.nextId('Person')).toBe(store.nextId('Person'));
  });

  it('finds by its index what a scan finds, after any changes', () => {
    fc.assert(
      fc.property(fc.array(CHANGE, { maxLength: 40 }), (changes) => {
        const store = new AppStore();
        // The index exists from here on and must follow.
        store.pointingAt('Person', 'friends', person('1'));
        for (const change of changes) apply(change, store);
        for (const id of IDS) {
          const scanned = store
            .all('Person')
            .filter(({ relations }) => refs(relations['friends']).some((friend) => friend.id === id));
          expect(store.pointingAt('Person', 'friends', person(id))).toEqual(scanned);
        }
        expect(store.all('Person')).toEqual([...store.all('Person')].sort(compareIds));
      }),
    );
  });
});

const IDS = ['1', '2', '10', '11', 'x'];

interface Change {
  readonly kind: 'put' | 'relate' | 'delete';
  readonly id: string;
  readonly friends: readonly string[];
}

const CHANGE: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('put', 'relate', 'delete'),
  id: fc.constantFrom(...IDS),
  friends: fc.uniqueArray(fc.constantFrom(...IDS)),
});

function apply({ kind, id, friends }: Change, store: AppStore): void {
  const relations = { friends: friends.map((friend) => ({ type: 'Person', id: friend })) };
  const kept = store.get('Person', id);
  if (kind === 'put') store.put(person(id, relations));
  else if (kind === 'delete') store.delete({ type: 'Person', id });
  else if (kept) store.relate(kept, relations);
}
