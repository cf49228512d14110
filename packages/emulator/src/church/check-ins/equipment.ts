import type { Ref } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import { FIRST_DAY } from '../dates.ts';
import type { Seeding } from '../seeding.ts';
import { LABELS, STATIONS, THEMES } from '../words/check-ins.ts';
import type { SeededEvent } from './events.ts';

type LabelName = (typeof LABELS)[number]['name'];

/** What stands and is printed in the lobby, by name. */
export interface Equipment {
  readonly labels: Readonly<Record<LabelName, Ref>>;
  readonly theme: Ref | null;
}

/** Where people check in, and where their labels come out. */
export interface Station {
  readonly ref: Ref;
  readonly printer: Ref;
}

const created = timestamp(FIRST_DAY);

export function seedEquipment(seeding: Seeding): Equipment {
  const labels = Object.fromEntries(
    LABELS.map(({ name, printsFor }) => [
      name,
      seeding.addRef('Label', {
        created_at: created,
        name,
        prints_for: printsFor,
        roll: '30334',
        updated_at: created,
        xml: `<?xml version="1.0" encoding="UTF-8"?><label name="${name}"/>`,
      }),
    ]),
  ) as Record<LabelName, Ref>;
  const [theme = null] = THEMES.map((outline) => seedTheme(seeding, outline));
  return { labels, theme };
}

function seedTheme(seeding: Seeding, { name, mode, background, color, text }: (typeof THEMES)[number]): Ref {
  const image = `https://files.church.example.org/${name.toLowerCase()}.png`;
  return seeding.addRef('Theme', {
    background_color: background,
    color,
    created_at: created,
    image: { thumb: { url: image }, url: image },
    image_thumbnail: image,
    mode,
    name,
    text_color: text,
    updated_at: created,
  });
}

/** The first station prints for all of them. */
export function seedStations(
  seeding: Seeding,
  { theme }: Equipment,
  events: readonly SeededEvent[],
): ReadonlyMap<string, Station> {
  let printer: Ref | null = null;
  const stations = new Map<string, Station>();
  for (const [index, { name, input, prints }] of STATIONS.entries()) {
    const event = events.find(({ outline }) => outline.station === name) ?? events[0];
    const ref: Ref = seeding.addRef(
      'Station',
      {
        created_at: created,
        input_type: input,
        input_type_options: 'all_input_types',
        mode: prints ? 0 : 1,
        name,
        online: index < 2,
        timeout_seconds: 60,
        updated_at: created,
      },
      { event: event?.ref ?? null, location: null, print_station: printer, theme },
    );
    if (prints) printer = ref;
    stations.set(name, { ref, printer: printer ?? ref });
  }
  return stations;
}
