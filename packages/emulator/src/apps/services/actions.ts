import type { ActionCall, AppModel } from '../app-model.ts';

/** Actions of Services. */
export const servicesActions: AppModel['actions'] = {
  'Arrangement.assign_tags': { run: assignTags },
  'Media.assign_tags': { run: assignTags },
  'Person.assign_tags': { run: assignTags },
  'Song.assign_tags': { run: assignTags },
};

/** The tags that are named are those that it has afterwards. */
function assignTags({ record, relationships, around: { store } }: ActionCall): undefined {
  const tags = (relationships['tags'] ?? []).map(({ type, id }) => ({ type, id }));
  store.change(record, { relations: { tags } });
}
