import { identify } from '../../store/identifiers.ts';
import type { Ref } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import { FIRST_DAY } from '../dates.ts';
import type { Member } from '../people/person.ts';
import type { Seeding } from '../seeding.ts';
import { FOLDERS, RESOURCES, type ResourceOutline } from '../words/calendar.ts';

/** Something that can be booked, and what is asked of whoever books it. */
export interface SeededResource {
  readonly ref: Ref;
  readonly approval: boolean;
  readonly setups: ReadonlyMap<string, Ref>;
  readonly question: { readonly ref: Ref; readonly text: string } | null;
}

const created = timestamp(FIRST_DAY);
const NO_IMAGE = { thumb: { url: null }, url: null };

/** Rooms and equipment in their folders, by name. */
export function seedResources(
  seeding: Seeding,
  staff: readonly Member[],
): ReadonlyMap<string, SeededResource> {
  const folders = seedFolders(seeding);
  const group = seeding.addRef(
    'ResourceApprovalGroup',
    { created_at: created, name: 'Facilities', updated_at: created },
    { people: staff.slice(0, 3).map(({ ref }) => ref) },
  );
  const shared = addSetup(seeding, 'Classroom', null);
  const resources = new Map<string, SeededResource>();
  for (const outline of RESOURCES) {
    const folder = folders.get(outline.folder) ?? null;
    resources.set(outline.name, seedResource(seeding, outline, { folder, group }));
  }
  suggest(seeding, shared, resources.get('Folding Table')?.ref);
  return resources;
}

function seedFolders(seeding: Seeding): ReadonlyMap<string, Ref> {
  const folders = new Map<string, Ref>();
  for (const { name, kind, within } of FOLDERS) {
    const parent = within === null ? null : (folders.get(within) ?? null);
    folders.set(
      name,
      seeding.addRef(
        'ResourceFolder',
        { created_at: created, kind, name, updated_at: created },
        { resource_folder: parent },
      ),
    );
  }
  return folders;
}

function seedResource(
  seeding: Seeding,
  outline: ResourceOutline,
  { folder, group }: { folder: Ref | null; group: Ref },
): SeededResource {
  const { kind, name, quantity, approval } = outline;
  const record = seeding.add(
    'Resource',
    {
      created_at: created,
      description: null,
      expires_at: null,
      home_location: kind === 'Room' ? null : 'Storage, shelf 2',
      image: NO_IMAGE,
      kind,
      name,
      quantity,
      serial_number: kind === 'Room' ? null : `SN-${seeding.dice.int(10_000, 99_999)}`,
      updated_at: created,
    },
    { resource_approval_groups: approval ? [group] : [], resource_folder: folder, room_setups: [] },
  );
  const ref = identify(record);
  const setups = new Map(outline.setups.map((setup) => [setup, addSetup(seeding, setup, ref)]));
  seeding.store.relate(record, { room_setups: [...setups.values()] });
  const { question: text } = outline;
  const question = text === null ? null : { text, ref: addQuestion(seeding, text, ref) };
  return { ref, approval, setups, question };
}

function addSetup(seeding: Seeding, name: string, room: Ref | null): Ref {
  return seeding.addRef(
    'RoomSetup',
    {
      created_at: created,
      description: null,
      diagram: NO_IMAGE,
      diagram_thumbnail_url: null,
      diagram_url: null,
      name,
      updated_at: created,
    },
    { containing_resource: room, resource_suggestions: [], room_setup: null },
  );
}

/** Says what to bring along for a setup. */
function suggest(seeding: Seeding, ref: Ref, resource: Ref | undefined): void {
  const setup = seeding.store.get(ref.type, ref.id);
  if (!setup || !resource) return;
  const suggestion = seeding.addRef(
    'ResourceSuggestion',
    { created_at: created, quantity: 10, updated_at: created },
    { resource, room_setup: ref },
  );
  seeding.store.relate(setup, { resource_suggestions: [suggestion] });
}

function addQuestion(seeding: Seeding, question: string, resource: Ref): Ref {
  return seeding.addRef(
    'ResourceQuestion',
    {
      choices: null,
      created_at: created,
      description: null,
      kind: 'text',
      multiple_select: false,
      optional: false,
      position: 1,
      question,
      updated_at: created,
    },
    { resource },
  );
}
