export interface GroupTypeName {
  readonly name: string;
  readonly description: string | null;
  readonly color: string;
  /** Names of its groups; a number is added when there are more groups than names. */
  readonly groups: readonly string[];
  readonly visible: boolean;
}

export const GROUP_TYPES: readonly GroupTypeName[] = [
  {
    name: 'Small Groups',
    description: 'A meal, a text and each other',
    color: '#4fc3c8',
    groups: [
      'Valley Table',
      'Young Families',
      'Riverside Readers',
      'Arroyo Neighbors',
      'Open Table',
      'Newlyweds',
    ],
    visible: true,
  },
  {
    name: 'Classes',
    description: null,
    color: '#f7b733',
    groups: ['Reading Romans', 'Money Matters', 'Faith Basics'],
    visible: true,
  },
  {
    name: 'Leaders',
    description: 'Those who lead the others',
    color: '#8e7cc3',
    groups: ['Elders', 'Group Leaders', 'Worship Leaders', 'Youth Leaders', 'Hosts', 'Care Team'],
    visible: false,
  },
];

export const GROUP_TAGS: readonly {
  readonly group: string;
  readonly public: boolean;
  readonly tags: readonly string[];
}[] = [
  { group: 'Stage of Life', public: true, tags: ['Anyone', 'Families', 'Young Adults', 'Seniors'] },
  { group: 'Neighborhood', public: true, tags: ['East', 'West', 'Foothills'] },
  { group: 'Follow-up', public: false, tags: ['New this year', 'Needs a second leader'] },
];

export const EVENT_NOTES: readonly string[] = [
  'Good talk about the second chapter.',
  'Two visitors came along; one wants to join.',
  'We ate more than we read.',
];
