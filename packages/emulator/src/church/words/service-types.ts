/** A kind of service that the church holds every week. */
export interface ServiceKind {
  readonly name: string;
  readonly folder: string | null;
  /** Sunday is 0. */
  readonly weekday: number;
  /** When services begin, in minutes of the day. */
  readonly starts: readonly number[];
  /** When everybody who serves comes together, if they do. */
  readonly huddle: number | null;
  /** How many days before, and at which minute of that day, there is a rehearsal. */
  readonly rehearsal: { readonly daysBefore: number; readonly starts: number };
  readonly songs: number;
  readonly teams: readonly string[];
  readonly series: readonly SeriesOutline[];
}

interface SeriesOutline {
  readonly title: string;
  /** Of the plans, week by week. */
  readonly plans: readonly string[];
}

export interface TeamOutline {
  readonly rehearses: boolean;
  readonly positions: readonly string[];
}

/** The first team leads the others, and the administrator its first position. */
export const TEAMS: Readonly<Record<string, TeamOutline>> = {
  Band: {
    rehearses: true,
    positions: ['Worship Leader', 'Acoustic Guitar', 'Bass', 'Drums', 'Piano'],
  },
  Vocals: { rehearses: true, positions: ['Soprano', 'Alto', 'Tenor'] },
  Production: { rehearses: false, positions: ['Sound', 'Slides', 'Camera'] },
  Hospitality: { rehearses: false, positions: ['Greeter', 'Usher', 'Coffee'] },
  'Youth Crew': { rehearses: false, positions: ['Host', 'Games', 'Snacks'] },
};

export const SERVICE_KINDS: readonly ServiceKind[] = [
  {
    name: 'Sunday Morning',
    folder: null,
    weekday: 0,
    starts: [9 * 60, 11 * 60],
    huddle: 8 * 60 + 15,
    rehearsal: { daysBefore: 3, starts: 19 * 60 },
    songs: 4,
    teams: ['Band', 'Vocals', 'Production', 'Hospitality'],
    series: [
      {
        title: 'The Gospel of Mark',
        plans: ['Prepare the Way', 'Follow Me', 'The Sower', 'Peace, Be Still', 'Who Do You Say I Am?'],
      },
      {
        title: 'Songs for the Road',
        plans: ['Psalm 121', 'Psalm 126', 'Psalm 130', 'Psalm 133'],
      },
      {
        title: 'Ruth',
        plans: ['Leaving and Returning', 'In the Field', 'At the Threshing Floor', 'A Name Preserved'],
      },
      {
        title: 'One Body',
        plans: ['Many Members', 'The Greatest Gift', 'Carrying Each Other', 'Rooted', 'Sent'],
      },
      {
        title: 'Questions People Ask',
        plans: ['Is Anyone Listening?', 'Why Wait?', 'What Is Enough?', 'Where Is Home?', 'What Lasts?'],
      },
    ],
  },
  {
    name: 'Wednesday Prayer',
    folder: 'Midweek',
    weekday: 3,
    starts: [19 * 60],
    huddle: null,
    rehearsal: { daysBefore: 0, starts: 18 * 60 },
    songs: 2,
    teams: ['Band', 'Production'],
    series: [],
  },
  {
    name: 'Friday Youth',
    folder: null,
    weekday: 5,
    starts: [18 * 60 + 30],
    huddle: null,
    rehearsal: { daysBefore: 0, starts: 17 * 60 },
    songs: 3,
    teams: ['Band', 'Production', 'Youth Crew'],
    series: [
      {
        title: 'Unlikely Heroes',
        plans: ['Gideon', 'Deborah', 'Rahab', 'Barnabas', 'Lydia', 'Silas', 'Priscilla', 'Onesimus'],
      },
      {
        title: 'Parables',
        plans: ['The Lost Coin', 'The Two Sons', 'The Talents', 'The Good Samaritan', 'The Vineyard'],
      },
      {
        title: 'Ask Anything',
        plans: ['Faith', 'Doubt', 'Friends', 'Family', 'Work', 'Rest', 'Hope', 'Justice', 'Joy', 'Prayer'],
      },
    ],
  },
];
