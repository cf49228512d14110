import { refs } from '../../store/identifiers.ts';
import { textOf } from '../../store/record.ts';
import type { WhereRule } from '../../schema/app-model.ts';

/** Whoever was merged away is gone, and no relation leads to them: mergers are found by the ids in their attributes. */
export const mergerConditions: Readonly<Record<string, WhereRule>> = {
  person_to_keep_id: names('person_to_keep'),
  person_to_remove_id: names('person_to_remove'),
};

function names(relation: string): WhereRule {
  return ({ attributes, relations }, value) =>
    textOf(attributes[`${relation}_id`] ?? refs(relations[relation])[0]?.id) === value;
}
