import type { AppModel, WhereRule } from '../../schema/app-model.ts';
import { fold } from '../../query/fold.ts';
import { textOf } from '../../store/record.ts';

/** The text stands somewhere in one of the attributes. */
function within(...names: readonly string[]): WhereRule {
  return ({ attributes }, value) => {
    const wanted = fold(value.trim());
    return wanted !== '' && names.some((name) => fold(textOf(attributes[name])).includes(wanted));
  };
}

/** `where` keys of Publishing that search instead of comparing. */
export const publishingWhere: AppModel['where'] = {
  Channel: { search: within('name', 'description') },
  Episode: { search: within('title', 'description') },
  Series: { search: within('title', 'description') },
};
