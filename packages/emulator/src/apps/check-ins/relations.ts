import type { RelationTable } from '../../schema/app-model.ts';

/** What a Check-Ins record points at besides the relationships that the API shows. See the People table. */
export const checkInsRelations: RelationTable = {
  CheckIn: {
    check_in_group: 'CheckInGroup',
    checked_in_at: 'Station',
    checked_in_by: 'Person',
    checked_out_by: 'Person',
    event: 'Event',
    options: 'Option',
  },
  CheckInGroup: { event_period: 'EventPeriod', print_station: 'Station' },
  EventLabel: { event: 'Event', label: 'Label' },
  // The documented type of its parent, `Parent`, names no resource.
  Location: { event: 'Event', options: 'Option', parent: 'Location' },
  LocationEventPeriod: { event_period: 'EventPeriod', location: 'Location' },
  LocationEventTime: { event_time: 'EventTime', location: 'Location' },
  LocationLabel: { label: 'Label', location: 'Location' },
  Option: { label: 'Label' },
  Pass: { person: 'Person' },
  PersonEvent: { event: 'Event', person: 'Person' },
  Station: { event: 'Event', location: 'Location', print_station: 'Station', theme: 'Theme' },
};
