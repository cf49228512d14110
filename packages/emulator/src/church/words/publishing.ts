/** Where a kind of service can be watched afterwards. */
export interface ChannelOutline {
  readonly name: string;
  readonly description: string;
  /** The service type that it shows, in the Services app; without one it shows nothing any more. */
  readonly serviceType: string | null;
  readonly live: boolean;
  readonly podcast: boolean;
}

export const CHANNELS: readonly ChannelOutline[] = [
  {
    name: 'Sunday Services',
    description: 'Live on Sundays, and to watch again',
    serviceType: 'Sunday Morning',
    live: true,
    podcast: true,
  },
  {
    name: 'Youth Talks',
    description: 'What was said on Fridays',
    serviceType: 'Friday Youth',
    live: false,
    podcast: false,
  },
  {
    name: 'Old Recordings',
    description: 'From before there was a camera',
    serviceType: null,
    live: false,
    podcast: false,
  },
];

/** What an episode leads to. */
export const EPISODE_RESOURCES = [
  { title: 'Give', type: 'giving_fund', icon: 'heart', page: 'give' },
  { title: 'Connect Card', type: 'people_form', icon: 'id-card', page: 'connect' },
  { title: 'Reading Plan', type: 'generic_url', icon: 'book', page: 'reading' },
] as const;
