import type { Ref, StoredRecord } from '../../store/record.ts';
import { FIRST_DAY } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Dice } from '../dice.ts';
import type { Seeding } from '../seeding.ts';
import { CHART_LINES, HYMN_KEYS, SEQUENCES, type Hymn } from '../words/hymns.ts';
import { addAttachment } from './attachments.ts';
import type { Library } from './library.ts';

/** An arrangement of a song, and the keys in which it is played. */
export interface SeededArrangement {
  readonly ref: Ref;
  /** In seconds. */
  readonly length: number;
  readonly keys: readonly SeededKey[];
}

export interface SeededKey {
  readonly ref: Ref;
  readonly startingKey: string;
}

export interface ArrangementOptions {
  readonly hymn: Hymn;
  readonly song: Ref;
  readonly name: string;
  readonly library: Library;
  readonly administrator: Ref;
}

/** Makes an arrangement with a chord chart in its first key. */
export function seedArrangement(seeding: Seeding, options: ArrangementOptions): SeededArrangement {
  const { dice } = seeding;
  const { hymn, song, name, library, administrator } = options;
  const length = dice.int(150, 330);
  const [key = 'C', ...otherKeys] = dice.some(Object.keys(HYMN_KEYS), dice.int(1, 3));
  const style = library.tags.get('Style')?.get(STYLES[name] ?? '');
  const ref = seeding.addRef('Arrangement', arrangementAttributes(dice, { hymn, name, length, key }), {
    created_by: administrator,
    song,
    tags: style ? [style] : [],
    updated_by: administrator,
  });
  addAttachment(seeding, {
    attachable: ref,
    filename: `${hymn.title} - ${key}.pdf`,
    contentType: 'application/pdf',
    size: dice.int(20_000, 90_000),
    attachmentType: library.attachmentTypes.get('Chord Chart') ?? null,
    owner: administrator,
  });
  const keys = [key, ...otherKeys].map((startingKey, index) => addKey(seeding, ref, startingKey, index));
  return { ref, length, keys };
}

/** The tag for each arrangement's name. */
const STYLES: Readonly<Record<string, string>> = {
  'Default Arrangement': 'Full Band',
  Acoustic: 'Acoustic',
  Choir: 'Choir',
};

interface Drawn {
  readonly hymn: Hymn;
  readonly name: string;
  readonly length: number;
  readonly key: string;
}

function arrangementAttributes(dice: Dice, { hymn, name, length, key }: Drawn): StoredRecord['attributes'] {
  const created = timestamp(FIRST_DAY);
  const sequence = dice.pick(SEQUENCES);
  const chart = drawChart(dice, key, sequence);
  return {
    archived_at: null,
    bpm: dice.int(120, 280) / 2,
    chord_chart: chart,
    chord_chart_chord_color: 0,
    chord_chart_columns: 1,
    chord_chart_font: 'Helvetica',
    chord_chart_font_size: 14,
    chord_chart_key: key,
    created_at: created,
    has_chord_chart: true,
    has_chords: true,
    length,
    lyrics: chart.replaceAll(/\[[^\]]*\]/g, ''),
    lyrics_enabled: true,
    meter: hymn.meter,
    name,
    notes: null,
    number_chart_enabled: false,
    numeral_chart_enabled: false,
    print_margin: '0.5in',
    print_orientation: 'Portrait',
    print_page_size: 'Letter',
    sequence: [...sequence],
    sequence_full: [...sequence],
    sequence_short: sequence.map(shortName),
    updated_at: created,
  };
}

/** Invented words for each part of the song, with chords of the key. */
function drawChart(dice: Dice, key: string, sequence: readonly string[]): string {
  const [first, fourth, fifth, sixth] = HYMN_KEYS[key] ?? [];
  const chords = new Map([
    ['[1]', first],
    ['[4]', fourth],
    ['[5]', fifth],
    ['[6]', sixth],
  ]);
  const lines = dice
    .some(CHART_LINES, CHART_LINES.length)
    .map((line) => line.replaceAll(/\[\d\]/g, (step) => `[${chords.get(step) ?? ''}]`));
  return [...new Set(sequence)]
    .map((part, index) => [part.toUpperCase(), ...lines.slice(index * 2, index * 2 + 2)].join('\n'))
    .join('\n\n');
}

/** `Verse 1` is V1, `Chorus` is C. */
const shortName = (part: string): string => part.replaceAll(/[a-z ]/g, '');

function addKey(seeding: Seeding, arrangement: Ref, startingKey: string, index: number): SeededKey {
  const created = timestamp(FIRST_DAY);
  const ref = seeding.addRef(
    'Key',
    {
      alternate_keys: null,
      created_at: created,
      ending_key: startingKey,
      ending_minor: false,
      name: KEY_NAMES[index] ?? startingKey,
      starting_key: startingKey,
      starting_minor: false,
      updated_at: created,
    },
    { arrangement },
  );
  return { ref, startingKey };
}

const KEY_NAMES = ['Default', 'Higher', 'Lower'];
