/** A place to check in to; one with rooms within is a folder. */
export interface RoomOutline {
  readonly name: string;
  /** In years: from, and up to and with. */
  readonly ages?: readonly [youngest: number, oldest: number];
  readonly most?: number;
  readonly rooms?: readonly RoomOutline[];
  /** Things that one can ask for at check-in. */
  readonly options?: readonly string[];
}

export interface CheckInEventOutline {
  readonly name: string;
  /** Weekly ones, from the first week to the last counted from the current one; else once, when the signup is. */
  readonly when: WeeklyOutline | { readonly signup: string };
  /** How long one time takes. */
  readonly minutes: number;
  readonly rooms: readonly RoomOutline[];
  /** Where whoever serves goes. */
  readonly team?: string;
  /** Who is only counted. */
  readonly headcounts: readonly string[];
  /** Of whom families check in, in years. */
  readonly ages: readonly [youngest: number, oldest: number];
  /** They come alone. */
  readonly alone?: true;
  readonly station: string;
  /** The service type that it belongs to, in the Services app. */
  readonly serviceType?: string;
}

interface WeeklyOutline {
  readonly weeks: readonly [first: number, last: number];
  /** Sunday is 0. */
  readonly weekday: number;
  /** In minutes of the day. */
  readonly starts: readonly number[];
}

const weeks = [-6, 1] as const;

export const CHECK_IN_EVENTS: readonly CheckInEventOutline[] = [
  {
    name: 'Sunday Services',
    when: { weeks, weekday: 0, starts: [9 * 60, 11 * 60] },
    minutes: 75,
    rooms: [
      {
        name: 'Children',
        rooms: [
          { name: 'Nursery', ages: [0, 1], most: 12, options: ['Needs a diaper change', 'Brought a bottle'] },
          { name: 'Toddlers', ages: [2, 3], most: 18 },
          { name: 'Preschool', ages: [4, 5], most: 24 },
          { name: 'Elementary', ages: [6, 11] },
        ],
      },
      { name: 'Children’s Team' },
    ],
    team: 'Children’s Team',
    headcounts: ['Worship Center', 'Livestream'],
    ages: [0, 11],
    station: 'Lobby Kiosk',
    serviceType: 'Sunday Morning',
  },
  {
    name: 'Youth Night',
    when: { weeks, weekday: 5, starts: [18 * 60 + 30] },
    minutes: 120,
    rooms: [{ name: 'Youth Room' }],
    headcounts: [],
    ages: [12, 17],
    alone: true,
    station: 'Youth Room Tablet',
    serviceType: 'Friday Youth',
  },
  {
    name: 'Family Camp',
    when: { signup: 'Family Camp' },
    minutes: 180,
    rooms: [{ name: 'Welcome Table' }],
    headcounts: [],
    ages: [0, 120],
    station: 'Lobby Kiosk',
  },
  {
    name: 'Spring Retreat',
    when: { signup: 'Spring Retreat' },
    minutes: 180,
    rooms: [{ name: 'Welcome Table' }],
    headcounts: [],
    ages: [0, 120],
    station: 'Lobby Kiosk',
  },
];

/** What is printed, for each person or each group that is checked in together. */
export const LABELS = [
  { name: 'Name Label', printsFor: 'Person' },
  { name: 'Security Label', printsFor: 'Group' },
  { name: 'Allergy Label', printsFor: 'Person' },
] as const;

export const STATIONS = [
  { name: 'Welcome Desk', input: 'keypad', prints: true },
  { name: 'Lobby Kiosk', input: 'scanner', prints: false },
  { name: 'Youth Room Tablet', input: 'keypad', prints: false },
] as const;

export const THEMES = [
  { name: 'Daylight', mode: 'light', background: '#ffffff', color: '#3f9ee6', text: '#333333' },
  { name: 'Night', mode: 'dark', background: '#1f2933', color: '#f2b644', text: '#ffffff' },
] as const;
