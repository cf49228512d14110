import { expect, it } from 'vitest';
import { AppStore } from '../../store/app-store.ts';
import { Dice } from '../dice.ts';
import { Seeding } from '../seeding.ts';
import { HYMNS, HYMN_KEYS } from '../words/hymns.ts';
import { seedArrangement } from './arrangements.ts';

const [hymn] = HYMNS;
const store = new AppStore();
const seeding = new Seeding(store, new Dice(1), { type: 'Organization', id: '1' });
const options = {
  song: { type: 'Song', id: '1' },
  name: 'Default Arrangement',
  library: { tags: new Map(), attachmentTypes: new Map() },
  administrator: { type: 'Person', id: '1' },
};
if (hymn) for (let count = 0; count < 50; count++) seedArrangement(seeding, { ...options, hymn });

it('has chords of its key only', () => {
  for (const { attributes } of store.all('Arrangement')) {
    const chords = [...String(attributes['chord_chart']).matchAll(/\[(.*?)\]/g)].map(([, chord]) => chord);
    expect(chords.length).toBeGreaterThan(4);
    expect(HYMN_KEYS[String(attributes['chord_chart_key'])]).toEqual(
      expect.arrayContaining([...new Set(chords)]),
    );
  }
  expect(store.all('Arrangement')).toHaveLength(50);
});

it('has words for each part of its sequence', () => {
  for (const { attributes } of store.all('Arrangement')) {
    const lyrics = String(attributes['lyrics']);
    const parts = new Set([attributes['sequence'] ?? []].flat().map((part) => String(part)));
    for (const part of parts) expect(lyrics).toMatch(new RegExp(`^${part.toUpperCase()}\n[A-Z][a-z]`, 'm'));
    expect(lyrics).not.toContain('[');
  }
});

it('abbreviates the parts', () => {
  const short = store.all('Arrangement').map(({ attributes }) => [attributes['sequence_short']].flat());
  expect(short).toContainEqual(['V1', 'C', 'V2', 'C']);
});
