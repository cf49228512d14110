import type { Ref } from '../../store/record.ts';
import { FIRST_DAY } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Seeding } from '../seeding.ts';
import { SERVICE_KINDS, type ServiceKind } from '../words/service-types.ts';
import { ITEM_NOTE_CATEGORIES, PLAN_NOTE_CATEGORIES } from '../words/services.ts';

/** A service type, and the lists that belong to it. */
export interface SeededServiceType {
  readonly ref: Ref;
  readonly kind: ServiceKind;
  readonly timePreferences: readonly Ref[];
  readonly itemNoteCategories: readonly NamedRef[];
  readonly planNoteCategories: readonly NamedRef[];
}

interface NamedRef {
  readonly name: string;
  readonly ref: Ref;
}

/** Makes two or, in all but small churches, three service types, one of them in a folder. */
export function seedServiceTypes(seeding: Seeding, people: number): readonly SeededServiceType[] {
  const kinds = SERVICE_KINDS.slice(0, people < 30 ? 2 : 3);
  return kinds.map((kind, index) => {
    const ref = addServiceType(seeding, kind, index);
    return {
      ref,
      kind,
      timePreferences: kind.starts.map((minute, sort) => addTimePreference(seeding, kind, ref, minute, sort)),
      itemNoteCategories: ITEM_NOTE_CATEGORIES.map((name, sequence) => ({
        name,
        ref: seeding.addRef(
          'ItemNoteCategory',
          {
            created_at: created,
            deleted_at: null,
            frequently_used: sequence === 0,
            name,
            sequence,
            updated_at: created,
          },
          { service_type: ref },
        ),
      })),
      planNoteCategories: PLAN_NOTE_CATEGORIES.map((name, sequence) => ({
        name,
        ref: seeding.addRef(
          'PlanNoteCategory',
          { created_at: created, deleted_at: null, name, sequence, updated_at: created },
          { service_type: ref, teams: [] },
        ),
      })),
    };
  });
}

const created = timestamp(FIRST_DAY);

function addServiceType(seeding: Seeding, kind: ServiceKind, sequence: number): Ref {
  return seeding.addRef(
    'ServiceType',
    {
      archived_at: null,
      attachment_types_enabled: true,
      background_check_permissions: null,
      comment_permissions: null,
      created_at: created,
      custom_item_types: [],
      deleted_at: null,
      frequency: 'Weekly',
      last_plan_from: null,
      name: kind.name,
      permissions: 'Administrator',
      scheduled_publish: false,
      sequence,
      standard_item_types: [
        { color: '#e0f7ff', name: 'Song' },
        { color: '#ffffff', name: 'Header' },
      ],
      updated_at: created,
    },
    { parent: kind.folder === null ? null : addFolder(seeding, kind.folder) },
  );
}

function addFolder(seeding: Seeding, name: string): Ref {
  return seeding.addRef(
    'Folder',
    { container: null, created_at: created, name, updated_at: created },
    { ancestors: [], campus: null, parent: null },
  );
}

function addTimePreference(
  seeding: Seeding,
  kind: ServiceKind,
  serviceType: Ref,
  minute: number,
  sort: number,
): Ref {
  return seeding.addRef(
    'TimePreferenceOption',
    {
      created_at: created,
      day_of_week: kind.weekday,
      description: `${WEEKDAYS[kind.weekday] ?? ''} ${clockTime(minute)}`,
      minute_of_day: minute,
      sort_index: String(sort),
      starts_at: null,
      time_type: 'service',
      updated_at: created,
    },
    { service_type: serviceType },
  );
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function clockTime(minute: number): string {
  const hour = Math.floor(minute / 60);
  return `${((hour + 11) % 12) + 1}:${String(minute % 60).padStart(2, '0')} ${hour < 12 ? 'am' : 'pm'}`;
}
