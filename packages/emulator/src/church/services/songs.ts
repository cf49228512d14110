import { identify } from '../../store/identifiers.ts';
import type { Ref, StoredRecord } from '../../store/record.ts';
import { FIRST_DAY, REFERENCE_DAY } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Seeding } from '../seeding.ts';
import { HYMNS, type Hymn } from '../words/hymns.ts';
import { seedArrangement, type SeededArrangement } from './arrangements.ts';
import type { Library } from './library.ts';

/** A song, ready to be sung. */
export interface SeededSong {
  readonly ref: Ref;
  readonly record: StoredRecord;
  readonly title: string;
  readonly arrangements: readonly SeededArrangement[];
}

/** Makes the song book. */
export function seedSongs(seeding: Seeding, library: Library, administrator: Ref): readonly SeededSong[] {
  return HYMNS.map((hymn, index) => {
    const record = addSong(seeding, hymn, library, index);
    const ref = identify(record);
    const names = ARRANGEMENT_NAMES.slice(0, seeding.dice.weighted(ARRANGEMENT_COUNTS));
    const arrangements = names.map((name) =>
      seedArrangement(seeding, { hymn, song: ref, name, library, administrator }),
    );
    return { ref, record, title: hymn.title, arrangements };
  });
}

const ARRANGEMENT_NAMES = ['Default Arrangement', 'Acoustic', 'Choir'];
const ARRANGEMENT_COUNTS = [
  { weight: 60, value: 1 },
  { weight: 30, value: 2 },
  { weight: 10, value: 3 },
];

function addSong(
  seeding: Seeding,
  { title, author, theme }: Hymn,
  { tags }: Library,
  index: number,
): StoredRecord {
  const { dice } = seeding;
  const created = dice.between(FIRST_DAY, REFERENCE_DAY);
  const tag = tags.get('Theme')?.get(theme);
  return seeding.add(
    'Song',
    {
      admin: null,
      author,
      // Has more digits than the real ones: no song should be reported as somebody's.
      ccli_number: dice.maybe(0.3, () => 990_000_001 + index),
      copyright: 'Public Domain',
      created_at: timestamp(created),
      hidden: false,
      last_scheduled_at: null,
      last_scheduled_short_dates: null,
      notes: null,
      themes: theme,
      title,
      updated_at: timestamp(dice.between(created, REFERENCE_DAY)),
    },
    { tags: tag ? [tag] : [] },
  );
}
