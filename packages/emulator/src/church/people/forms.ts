import { identify } from '../../store/identifiers.ts';
import type { Ref, StoredRecord } from '../../store/record.ts';
import { FIRST_DAY, REFERENCE_DAY } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Seeding } from '../seeding.ts';
import { shareOf } from '../share-of.ts';
import type { Member } from './person.ts';

/** Makes a form, with the answers of some people. */
export function seedForm(seeding: Seeding, members: readonly Member[]): void {
  const created = timestamp(FIRST_DAY);
  const category = seeding.addRef('FormCategory', {
    created_at: created,
    name: 'Visitors',
    updated_at: created,
  });
  const people = seeding.dice.some(members, shareOf(members, 0.04, 150));
  const form = seeding.addRef('Form', formAttributes(seeding, people.length), {
    campus: null,
    form_category: category,
  });
  const fields = FIELDS.map((field, index) => seedField(seeding, form, field, index + 1));
  for (const member of people) submit(seeding, form, fields, member);
}

interface FieldDefinition {
  readonly label: string;
  readonly type: 'boolean' | 'dropdown' | 'heading' | 'string';
  readonly options?: readonly string[];
  readonly answers?: readonly string[];
}

const FIELDS: readonly FieldDefinition[] = [
  { label: 'Welcome!', type: 'heading' },
  {
    label: 'How did you hear of us?',
    type: 'dropdown',
    options: ['A friend', 'The website', 'I was walking by'],
  },
  { label: 'What do you enjoy?', type: 'string', answers: ['Hiking', 'Cooking for many', 'Old hymns'] },
  { label: 'May we call you?', type: 'boolean', answers: ['Yes', 'No'] },
];

interface SeededField extends FieldDefinition {
  readonly ref: Ref;
  readonly optionRefs: readonly Ref[];
}

function formAttributes({ store }: Seeding, submissions: number): StoredRecord['attributes'] {
  const created = timestamp(FIRST_DAY);
  return {
    active: true,
    archived: false,
    archived_at: null,
    can_manage: true,
    created_at: created,
    deleted_at: null,
    description: 'Tell us about you.',
    login_required: false,
    name: 'Visitor Card',
    public_url: `https://church.example.org/people/forms/${store.nextId('Form')}`,
    recently_viewed: false,
    send_submission_notification_to_submitter: false,
    submission_count: submissions,
    updated_at: created,
  };
}

function seedField(seeding: Seeding, form: Ref, field: FieldDefinition, sequence: number): SeededField {
  const created = timestamp(FIRST_DAY);
  const record = seeding.add(
    'FormField',
    {
      created_at: created,
      description: null,
      field_type: field.type,
      label: field.label,
      required: false,
      sequence,
      settings: {},
      updated_at: created,
    },
    { fieldable: null, form, form_field_conditions: [], options: [] },
  );
  const ref = identify(record);
  const optionRefs = (field.options ?? []).map((label, index) =>
    seeding.addRef(
      'FormFieldOption',
      { created_at: created, label, sequence: index + 1, updated_at: created },
      { form_field: ref, optionable: null },
    ),
  );
  seeding.store.relate(record, { options: optionRefs });
  return { ...field, ref, optionRefs };
}

function submit(seeding: Seeding, form: Ref, fields: readonly SeededField[], member: Member): void {
  const { dice } = seeding;
  const submitted = timestamp(dice.between(member.joined, REFERENCE_DAY));
  const submission = seeding.addRef(
    'FormSubmission',
    { created_at: submitted, requires_verification: false, updated_at: submitted, verified: true },
    { form, person: member.ref },
  );
  for (const { ref, type, options, optionRefs, answers } of fields) {
    if (type === 'heading') continue;
    const answer = dice.int(0, (options ?? answers ?? []).length - 1);
    seeding.add(
      'FormSubmissionValue',
      { attachments: [], display_value: (options ?? answers)?.[answer] ?? null },
      { form_field: ref, form_field_option: optionRefs[answer] ?? null, form_submission: submission },
    );
  }
}
