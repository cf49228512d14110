import type { Ref } from '../../store/record.ts';
import { DAY, FIRST_DAY, REFERENCE_DAY } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Seeding } from '../seeding.ts';
import type { Member } from './person.ts';

/** Makes lists of people by what is true of them, in two categories. */
export function seedLists(seeding: Seeding, members: readonly Member[]): void {
  const [author] = members;
  if (!author) return;
  const created = timestamp(FIRST_DAY);
  const categories = CATEGORIES.map((name) =>
    seeding.addRef(
      'ListCategory',
      {
        created_at: created,
        name,
        organization_id: Number(seeding.organization.id),
        updated_at: created,
      },
      { organization: seeding.organization },
    ),
  );
  for (const definition of LISTS) {
    const results = members.filter(definition.matches);
    seedList(seeding, definition, {
      results,
      category: categories[definition.category] ?? null,
      author: author.ref,
    });
  }
}

const CATEGORIES = ['Ministries', 'Office'];

interface ListDefinition {
  readonly name: string | null;
  readonly description: string;
  readonly category: number;
  readonly inactive: boolean;
  readonly starred: boolean;
  readonly matches: (member: Member) => boolean;
}

const LISTS: readonly ListDefinition[] = [
  {
    name: 'Children',
    description: 'Kindergarten to 5th grade',
    category: 0,
    inactive: false,
    starred: true,
    matches: ({ grade, inactiveReason }) => !inactiveReason && grade !== null && grade >= 0 && grade <= 5,
  },
  {
    name: 'Students',
    description: '6th to 12th grade',
    category: 0,
    inactive: false,
    starred: false,
    matches: ({ grade, inactiveReason }) => !inactiveReason && grade !== null && grade >= 6,
  },
  {
    name: 'Newcomers',
    description: 'Came in the last six months',
    category: 1,
    inactive: false,
    starred: false,
    matches: ({ joined, inactiveReason }) => !inactiveReason && joined > REFERENCE_DAY - 182 * DAY,
  },
  {
    name: null,
    description: 'Inactive people who moved',
    category: 1,
    inactive: true,
    starred: false,
    matches: ({ inactiveReason }) => inactiveReason === 'Moved',
  },
];

function seedList(
  seeding: Seeding,
  definition: ListDefinition,
  { results, category, author }: { results: readonly Member[]; category: Ref | null; author: Ref },
): void {
  const { name, description } = definition;
  const created = timestamp(FIRST_DAY + 30 * DAY);
  const refreshed = timestamp(REFERENCE_DAY);
  const list = seeding.addRef(
    'List',
    {
      active_automations_count: 0,
      auto_generated_name: name === null,
      auto_refresh: true,
      auto_refresh_frequency: 'daily',
      automations_active: false,
      automations_count: 0,
      batch_completed_at: refreshed,
      created_at: created,
      description,
      has_inactive_results: results.some(({ inactiveReason }) => inactiveReason !== null),
      include_inactive: definition.inactive,
      invalid: false,
      name: name ?? description,
      name_or_description: name ?? description,
      paused_automations_count: 0,
      recently_viewed: definition.starred,
      refreshed_at: refreshed,
      return_original_if_none: false,
      returns: null,
      starred: definition.starred,
      status: null,
      subset: 'all',
      total_people: results.length,
      updated_at: refreshed,
    },
    { campus: null, category, created_by: author, updated_by: author },
  );
  if (definition.starred) seeding.add('ListStar', { created_at: created }, { list });
  for (const { ref: person, joined } of results) {
    const added = timestamp(joined);
    seeding.add('ListResult', { created_at: added, updated_at: added }, { list, person });
  }
}
