import type { Ref, StoredRecord } from '../../store/record.ts';
import { DAY, FIRST_DAY, REFERENCE_DAY, day } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Dice } from '../dice.ts';
import type { Seeding } from '../seeding.ts';
import { CUSTOM_TABS, TESTIMONIES, type CustomField, type CustomTab } from '../words/custom-fields.ts';
import type { Member } from './person.ts';

/** Adds tabs of fields of the church's own, and fills them in: all for the administrator, some for some others. */
export function seedCustomFields(seeding: Seeding, members: readonly Member[]): void {
  const fields = CUSTOM_TABS.flatMap((tab, index) => seedTab(seeding, tab, index + 1));
  for (const member of members) {
    if (member.first || seeding.dice.chance(SHARE_OF_PEOPLE)) fillIn(seeding, fields, member);
  }
}

const SHARE_OF_PEOPLE = 0.2;

interface SeededField extends CustomField {
  readonly ref: Ref;
  /** By their texts. */
  readonly optionRefs: ReadonlyMap<string, Ref>;
}

function seedTab(seeding: Seeding, { name, fields }: CustomTab, sequence: number): SeededField[] {
  const tab = seeding.addRef('Tab', { name, sequence, slug: slugOf(name) });
  return fields.map((field, index) => {
    const ref = seeding.addRef(
      'FieldDefinition',
      {
        config: null,
        data_type: field.dataType,
        deleted_at: field.deleted ? timestamp(FIRST_DAY + 365 * DAY) : null,
        name: field.name,
        sequence: index + 1,
        slug: slugOf(field.name),
        tab_id: Number(tab.id),
      },
      { tab },
    );
    const optionRefs = (field.options ?? []).map((value, option) => {
      const attributes = { sequence: option + 1, value };
      return [value, seeding.addRef('FieldOption', attributes, { field_definition: ref })] as const;
    });
    return { ...field, ref, optionRefs: new Map(optionRefs) };
  });
}

const slugOf = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');

function fillIn(seeding: Seeding, fields: readonly SeededField[], { ref, first, joined }: Member): void {
  const { dice } = seeding;
  const filled = timestamp(dice.between(joined, REFERENCE_DAY));
  for (const field of fields) {
    if (field.deleted || !(first || dice.chance(0.4))) continue;
    for (const value of drawValues(dice, field)) {
      seeding.add(
        'FieldDatum',
        {
          created_at: filled,
          ...(field.dataType === 'file' ? fileOf(dice, value, ref) : NO_FILE),
          updated_at: filled,
          value,
        },
        {
          customizable: ref,
          field_definition: field.ref,
          field_option: field.optionRefs.get(value) ?? null,
        },
      );
    }
  }
}

const NO_FILE = { file: { url: null }, file_content_type: null, file_name: null, file_size: null };

/** A file that exists in name only, which is the value of its field. */
function fileOf(dice: Dice, name: string, { id }: Ref): StoredRecord['attributes'] {
  return {
    file: { url: `https://files.church.example.org/people/${id}/${name}` },
    file_content_type: 'application/pdf',
    file_name: name,
    file_size: dice.int(20_000, 900_000),
  };
}

/** One value, except where several boxes can be checked: each is a datum. */
function drawValues(dice: Dice, { dataType, options = [] }: CustomField): string[] {
  switch (dataType) {
    case 'boolean':
      return [String(dice.chance(0.8))];
    case 'checkboxes':
      return dice.some(options, dice.int(1, 3));
    case 'date':
      return [day(dice.between(FIRST_DAY, REFERENCE_DAY))];
    case 'file':
      return ['consent.pdf'];
    case 'number':
      return [String(dice.int(1, 20))];
    case 'select':
      return [dice.pick(options)];
    case 'string':
      return [`${dice.library.location.city()} Church`];
    case 'text':
      return [dice.pick(TESTIMONIES)];
  }
}
