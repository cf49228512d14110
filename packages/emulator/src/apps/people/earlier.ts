import { counted } from '../related.ts';
import { refs } from '../../store/identifiers.ts';
import { textOf, type Json } from '../../store/record.ts';
import type { AppModel } from '../../schema/app-model.ts';

const GENDERS: Readonly<Record<string, string>> = { Male: 'M', Female: 'F' };

/** How older versions of People show what is kept as the newest shows it. */
export const peopleEarlier: AppModel['earlier'] = {
  Address: {
    street: {
      until: '2023-03-21',
      show: ({ attributes: { street_line_1: first, street_line_2: second } }) =>
        [first, second].map(textOf).filter(Boolean).join('\n') || null,
      assign: (street) => {
        const [first = '', ...rest] = textOf(street).split('\n');
        return { street_line_1: first || null, street_line_2: rest.join('\n') || null };
      },
    },
  },
  // A list without a name of its own is called by what its rules say.
  List: {
    name: {
      until: '2025-07-17',
      show: ({ attributes: { auto_generated_name: generated, name } }) =>
        generated === true ? null : (name ?? null),
    },
  },
  NoteCategory: {
    note_count: { until: '2021-08-17', show: counted('Note', 'note_category') },
    note_person_count: {
      until: '2021-08-17',
      show: (category, { store }) =>
        new Set(
          store
            .pointingAt('Note', 'note_category', category)
            .map(({ relations }) => refs(relations['person'])[0]?.id),
        ).size,
    },
  },
  Person: {
    gender: {
      until: '2022-07-14',
      show: ({ attributes: { gender } }) => GENDERS[textOf(gender)] ?? gender ?? null,
      assign: (gender) => ({ gender: wholeWord(gender) }),
    },
  },
  WorkflowStep: {
    total_snoozed_card_count: {
      until: '2020-04-06',
      show: (step, { store }) =>
        store
          .pointingAt('WorkflowCard', 'current_step', step)
          .filter(({ attributes }) => attributes['stage'] === 'snoozed').length,
    },
  },
};

/** What single resources counted in their `meta`. */
export const peopleEarlierTotals: AppModel['earlierTotals'] = {
  Form: { until: '2024-09-12', count: counted('FormSubmission', 'form') },
  List: { until: '2024-09-12', count: counted('ListResult', 'list') },
  Workflow: { until: '2024-09-12', count: counted('WorkflowCard', 'workflow') },
};

function wholeWord(gender: Json): Json {
  const [word] = Object.entries(GENDERS).find(([, letter]) => letter === gender) ?? [];
  return word ?? gender;
}
