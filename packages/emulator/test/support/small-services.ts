import type { Ref, StoredRecord } from '../../src/store/record.ts';
import { person, record } from './small-people.ts';

/** What Services knows in the small church. Its clock stands in the night from 3 to 4 March 2026. */
export function smallServices(): StoredRecord[] {
  return [...members(), ...songs(), ...serviceTypes(), ...plans(), ...schedules(), ...library()];
}

const ref = (type: string, id: string): Ref => ({ type, id });

function members(): StoredRecord[] {
  const named = { site_administrator: false, status: 'active', ...times };
  return [
    record(
      'Person',
      '9',
      { first_name: 'Åsa', last_name: 'Lindqvist', full_name: 'Åsa Lindqvist', ...named },
      {
        tags: [ref('Tag', '31')],
      },
    ),
    record('Person', '12', {
      first_name: 'Øyvind',
      last_name: 'Lindqvist',
      full_name: 'Øyvind Lindqvist',
      ...named,
    }),
    record('Email', '450', { address: 'asa@example.org', primary: true }, { person: person('9') }),
    record(
      'Blockout',
      '460',
      { description: 'Away', starts_at: '2026-03-10T00:00:00Z', ends_at: '2026-03-11T00:00:00Z' },
      {
        person: person('9'),
      },
    ),
  ];
}

function songs(): StoredRecord[] {
  return [
    record(
      'Song',
      '200',
      { title: 'Amazing Grace', author: 'John Newton', hidden: false, ccli_number: 22025, ...times },
      {
        tags: [ref('Tag', '30')],
      },
    ),
    record('Song', '201', { title: 'be thou my vision', author: null, hidden: false, ...times }),
    record('Song', '1999', {
      title: 'Ächzen',
      author: 'Anonymous',
      hidden: true,
      ccli_number: null,
      ...times,
    }),
    record(
      'Arrangement',
      '210',
      { name: 'Default', bpm: 72, meter: '3/4', lyrics: 'VERSE 1\nAmazing grace', ...times },
      {
        song: ref('Song', '200'),
        tags: [],
      },
    ),
    record(
      'Arrangement',
      '211',
      { name: 'Fast', bpm: 120, meter: '4/4', ...times },
      { song: ref('Song', '200') },
    ),
    record(
      'Key',
      '220',
      {
        name: 'Low',
        starting_key: 'G',
        ending_key: 'A',
        starting_minor: false,
        ending_minor: false,
        ...times,
      },
      {
        arrangement: ref('Arrangement', '210'),
      },
    ),
    record(
      'Key',
      '221',
      {
        name: 'High',
        starting_key: 'Em',
        ending_key: 'Em',
        starting_minor: true,
        ending_minor: true,
        ...times,
      },
      {
        arrangement: ref('Arrangement', '211'),
      },
    ),
  ];
}

function serviceTypes(): StoredRecord[] {
  return [
    record('Folder', '5', { name: 'Campuses', container: 'ServiceType', ...times }),
    record(
      'ServiceType',
      '10',
      { name: 'Sunday', frequency: 'Weekly', sequence: 0, ...times },
      { parent: ref('Folder', '5') },
    ),
    record(
      'ServiceType',
      '11',
      { name: 'Youth', frequency: 'Weekly', sequence: 1, ...times },
      { parent: null },
    ),
    record('Team', '20', { name: 'Band', ...times }, { service_type: ref('ServiceType', '10') }),
    record(
      'Team',
      '21',
      { name: 'Ushers', ...times },
      {
        service_type: null,
        service_types: [ref('ServiceType', '10'), ref('ServiceType', '11')],
      },
    ),
    record('TeamPosition', '25', { name: 'Drums', sequence: 0 }, { team: ref('Team', '20') }),
    record(
      'PersonTeamPositionAssignment',
      '27',
      { schedule_preference: 'Every week', ...times },
      {
        person: person('9'),
        team_position: ref('TeamPosition', '25'),
      },
    ),
    record('TeamLeader', '28', { ...times }, { person: person('12'), team: ref('Team', '20') }),
  ];
}

function plans(): StoredRecord[] {
  const serviceType = ref('ServiceType', '10');
  const plan = (id: string, title: string | null, sort_date: string | null): StoredRecord =>
    record(
      'Plan',
      id,
      { title, sort_date, dates: sort_date ? 'Some day' : 'No dates', ...times },
      {
        service_type: serviceType,
        created_by: person('9'),
        series: title === 'Lent 1' ? ref('Series', '40') : null,
      },
    );
  return [
    record('Series', '40', { title: 'Lent', ...times }),
    plan('99', 'Lent 1', '2026-03-08T17:00:00Z'),
    // Yesterday evening in Los Angeles, though today in UTC.
    plan('110', null, '2026-03-03T03:00:00Z'),
    plan('111', 'Unplanned', null),
    plan('112', 'lent 2', '2026-02-22T17:00:00Z'),
    record(
      'Plan',
      '113',
      { title: 'Youth night', sort_date: '2026-03-06T03:00:00Z', ...times },
      {
        service_type: ref('ServiceType', '11'),
      },
    ),
    record(
      'PlanTime',
      '120',
      {
        name: 'First',
        time_type: 'service',
        starts_at: '2026-03-08T17:00:00Z',
        ends_at: '2026-03-08T18:00:00Z',
        ...times,
      },
      {
        plan: ref('Plan', '99'),
      },
    ),
    record(
      'PlanTime',
      '121',
      {
        name: null,
        time_type: 'rehearsal',
        starts_at: '2026-03-06T02:00:00Z',
        ends_at: '2026-03-06T03:00:00Z',
        ...times,
      },
      {
        plan: ref('Plan', '99'),
      },
    ),
    record(
      'SplitTeamRehearsalAssignment',
      '125',
      { time_offset: 30 },
      { plan_time: ref('PlanTime', '121'), team: ref('Team', '20') },
    ),
    record(
      'PlanNote',
      '130',
      { content: 'Bring sticks', category_name: 'Band', ...times },
      { plan: ref('Plan', '99') },
    ),
    record('PlanTemplate', '135', { name: 'Usual', ...times }, { service_type: serviceType }),
    record(
      'NeededPosition',
      '140',
      { quantity: 2, team_position_name: 'Drums' },
      { plan: ref('Plan', '99'), team: ref('Team', '20') },
    ),
  ];
}

function schedules(): StoredRecord[] {
  const plan = ref('Plan', '99');
  return [
    record(
      'Item',
      '150',
      { title: 'Amazing Grace', item_type: 'song', sequence: 1, length: 240, ...times },
      {
        plan,
        song: ref('Song', '200'),
        arrangement: ref('Arrangement', '210'),
        key: ref('Key', '220'),
      },
    ),
    record(
      'Item',
      '151',
      { title: 'Welcome', item_type: 'item', sequence: 2, length: 60, ...times },
      { plan },
    ),
    record('ItemNote', '155', { content: 'Softly', ...times }, { item: ref('Item', '150') }),
    record(
      'PlanPerson',
      '160',
      { name: 'Åsa Lindqvist', status: 'C', team_position_name: 'Drums', ...times },
      {
        plan,
        person: person('9'),
        team: ref('Team', '20'),
        times: [ref('PlanTime', '120')],
      },
    ),
    record(
      'PlanPerson',
      '161',
      { name: 'Øyvind Lindqvist', status: 'D', team_position_name: 'Bass', ...times },
      {
        plan,
        person: person('12'),
        team: ref('Team', '20'),
      },
    ),
  ];
}

function library(): StoredRecord[] {
  return [
    record('TagGroup', '29', { name: 'Mood', tags_for: 'song' }),
    record('TagGroup', '35', { name: 'Voice', tags_for: 'person' }),
    record('Tag', '30', { name: 'Quiet' }, { tag_group: ref('TagGroup', '29') }),
    record('Tag', '31', { name: 'Alto' }, { tag_group: ref('TagGroup', '35') }),
    record('Media', '300', { title: 'Countdown', media_type: 'countdown', ...times }),
    record('Media', '301', { title: 'Sermon', media_type: 'audio', ...times }, { tags: [] }),
    record(
      'Attachment',
      '310',
      { filename: 'Grace.PDF', filetype: 'pdf', file_size: 5, ...times },
      {
        attachable: ref('Song', '200'),
      },
    ),
    record(
      'Attachment',
      '311',
      { filename: 'plan.txt', filetype: 'txt', file_size: 9, ...times },
      {
        attachable: ref('Plan', '99'),
      },
    ),
    record('EmailTemplate', '320', { kind: 'standard', subject: 'Hello', ...times }),
  ];
}

const times = { created_at: '2025-06-01T12:00:00Z', updated_at: '2025-06-02T12:00:00Z' };
