/** What can be booked: rooms, and things that are carried into them. */
export interface ResourceOutline {
  readonly name: string;
  readonly kind: 'Room' | 'Resource';
  readonly folder: string;
  readonly quantity: number;
  /** Somebody has to say yes. */
  readonly approval: boolean;
  readonly setups: readonly string[];
  readonly question: string | null;
}

export const FOLDERS = [
  { name: 'Main Building', kind: 'Room', within: null },
  { name: 'Upper Floor', kind: 'Room', within: 'Main Building' },
  { name: 'Equipment', kind: 'Resource', within: null },
] as const;

const room = {
  kind: 'Room',
  folder: 'Main Building',
  quantity: 1,
  approval: false,
  setups: [],
  question: null,
} as const;
const thing = { kind: 'Resource', folder: 'Equipment', approval: false, setups: [], question: null } as const;

export const RESOURCES: readonly ResourceOutline[] = [
  { ...room, name: 'Worship Center', approval: true, setups: ['Rows'], question: 'Who opens the doors?' },
  { ...room, name: 'Fellowship Hall', approval: true, setups: ['Round Tables', 'Banquet'] },
  { ...room, name: 'Youth Room', setups: ['Sofas'] },
  { ...room, name: 'Classroom 101' },
  { ...room, name: 'Library', folder: 'Upper Floor' },
  { ...thing, name: 'Projector', quantity: 2 },
  { ...thing, name: 'Folding Table', quantity: 40 },
  { ...thing, name: 'Church Van', quantity: 1, approval: true, question: 'Who drives?' },
];

export const TAG_GROUPS = [
  { name: 'Audience', required: true, tags: ['Everyone', 'Kids', 'Students', 'Staff'] },
  { name: 'Campus', required: false, tags: ['Main', 'Online'] },
] as const;

/** Tags of no group. */
export const LONE_TAGS = ['Outdoors'] as const;

export const CALENDARS = [
  { name: 'Church', color: 'blue', description: 'What everybody is invited to' },
  { name: 'Staff', color: 'orange', description: 'Meetings and maintenance' },
] as const;

/** An event, weekly from the first to the last week counted from the current one, or once. */
export interface EventOutline {
  readonly name: string;
  readonly calendar: (typeof CALENDARS)[number]['name'];
  readonly weeks: readonly [first: number, last: number];
  /** Sunday is 0. */
  readonly weekday: number;
  /** When it begins, in minutes of the day; several times on one day are one instance. */
  readonly starts: readonly number[];
  readonly minutes: number;
  readonly books: readonly Booking[];
  readonly tags: readonly string[];
  readonly summary: string;
  readonly isPublic: boolean;
  readonly featured?: true;
  /** Came from another product by a feed. */
  readonly feed?: true;
  /** The service type that it is about. */
  readonly serviceType?: string;
}

export interface Booking {
  readonly resource: string;
  readonly quantity?: number;
  readonly setup?: string;
  readonly status?: 'P' | 'R';
}

const weekly = [-6, 8] as const;
const hour = 60;

export const EVENTS: readonly EventOutline[] = [
  {
    name: 'Sunday Services',
    calendar: 'Church',
    weeks: weekly,
    weekday: 0,
    starts: [9 * hour, 11 * hour],
    minutes: 75,
    books: [{ resource: 'Worship Center', setup: 'Rows' }, { resource: 'Projector' }],
    tags: ['Everyone', 'Main', 'Online'],
    summary: 'Worship for all ages',
    isPublic: true,
    featured: true,
    serviceType: 'Sunday Morning',
  },
  {
    name: 'Prayer Evening',
    calendar: 'Church',
    weeks: weekly,
    weekday: 3,
    starts: [19 * hour],
    minutes: 75,
    books: [{ resource: 'Worship Center', setup: 'Rows' }],
    tags: ['Everyone', 'Main'],
    summary: 'An hour of prayer in the middle of the week',
    isPublic: true,
    serviceType: 'Wednesday Prayer',
  },
  {
    name: 'Youth Night',
    calendar: 'Church',
    weeks: weekly,
    weekday: 5,
    starts: [18 * hour + 30],
    minutes: 120,
    books: [{ resource: 'Youth Room', setup: 'Sofas' }, { resource: 'Projector' }],
    tags: ['Students'],
    summary: 'Games, songs and a talk',
    isPublic: true,
  },
  {
    name: 'Staff Meeting',
    calendar: 'Staff',
    weeks: weekly,
    weekday: 2,
    starts: [10 * hour],
    minutes: 60,
    books: [{ resource: 'Library' }],
    tags: ['Staff'],
    summary: 'What was, what will be',
    isPublic: false,
  },
  {
    name: 'Church Picnic',
    calendar: 'Church',
    weeks: [3, 3],
    weekday: 6,
    starts: [12 * hour],
    minutes: 240,
    books: [
      { resource: 'Folding Table', quantity: 30 },
      { resource: 'Church Van', status: 'P' },
    ],
    tags: ['Everyone', 'Outdoors'],
    summary: 'Bring something for the table',
    isPublic: true,
    featured: true,
  },
  {
    name: 'Blood Drive',
    calendar: 'Church',
    weeks: [3, 3],
    weekday: 6,
    starts: [9 * hour],
    minutes: 300,
    books: [
      { resource: 'Folding Table', quantity: 15 },
      { resource: 'Fellowship Hall', setup: 'Banquet' },
    ],
    tags: ['Everyone'],
    summary: 'One hour helps three people',
    isPublic: true,
  },
  {
    name: 'Wedding Reception',
    calendar: 'Church',
    weeks: [3, 3],
    weekday: 6,
    starts: [13 * hour],
    minutes: 300,
    books: [{ resource: 'Fellowship Hall', setup: 'Round Tables', status: 'P' }],
    tags: [],
    summary: 'Invited guests only',
    isPublic: false,
  },
  {
    name: 'Chess Club',
    calendar: 'Church',
    weeks: [-3, -3],
    weekday: 2,
    starts: [10 * hour],
    minutes: 90,
    books: [{ resource: 'Library', status: 'R' }],
    tags: ['Everyone'],
    summary: 'Beginners are welcome',
    isPublic: true,
    feed: true,
  },
];

/** Two events that want the same thing at once; the winner has it, and without one nobody has decided. */
export const CONFLICTS = [
  { resource: 'Library', events: ['Staff Meeting', 'Chess Club'], winner: 'Staff Meeting' },
  { resource: 'Fellowship Hall', events: ['Blood Drive', 'Wedding Reception'], winner: null },
] as const;
