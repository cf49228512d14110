export interface SignupName {
  readonly name: string;
  readonly category: (typeof SIGNUP_CATEGORIES)[number];
  /** When it begins: weeks from the current one, and the day of the week. */
  readonly week: number;
  readonly weekday: number;
  readonly days: number;
  readonly capacity: number | null;
  readonly online: boolean;
  readonly selections: readonly {
    readonly name: string;
    readonly cents: number;
    readonly capacity: number | null;
  }[];
}

export const SIGNUP_CATEGORIES = ['Camps', 'Classes', 'Gatherings'] as const;

/** The first ones are ahead, the last ones are over. */
export const SIGNUPS: readonly SignupName[] = [
  {
    name: 'Family Camp',
    category: 'Camps',
    week: 6,
    weekday: 5,
    days: 3,
    capacity: 120,
    online: false,
    selections: [
      { name: 'Adult', cents: 18_000, capacity: null },
      { name: 'Child', cents: 9000, capacity: 40 },
    ],
  },
  {
    name: 'Newcomers’ Lunch',
    category: 'Gatherings',
    week: 2,
    weekday: 0,
    days: 1,
    capacity: 30,
    online: false,
    selections: [{ name: 'Seat', cents: 0, capacity: null }],
  },
  {
    name: 'Membership Class',
    category: 'Classes',
    week: 0,
    weekday: 6,
    days: 1,
    capacity: null,
    online: true,
    selections: [{ name: 'Participant', cents: 0, capacity: null }],
  },
  {
    name: 'Marriage Evening',
    category: 'Gatherings',
    week: -5,
    weekday: 5,
    days: 1,
    capacity: 20,
    online: false,
    selections: [{ name: 'Person', cents: 1500, capacity: 20 }],
  },
  {
    name: 'Spring Retreat',
    category: 'Camps',
    week: -30,
    weekday: 5,
    days: 3,
    capacity: 60,
    online: false,
    selections: [{ name: 'Adult', cents: 12_000, capacity: 60 }],
  },
];
