import type { AppModel, Complaint, Surroundings } from '../../schema/app-model.ts';
import { placeBehind } from '../places.ts';
import type { StoredRecord } from '../../store/record.ts';

/** What writes to Calendar require and set off. */
export const calendarWrites: AppModel['writes'] = {
  Resource: {
    required: ['name'],
    defaults: { image: { url: null, thumb: { url: null } }, kind: 'Resource', quantity: 1 },
  },
  ResourceFolder: { required: ['name'], defaults: { kind: 'Resource' } },
  ResourceQuestion: { required: ['question'], defaults: { kind: 'text' }, check: placeLast },
  Tag: { required: ['name'], check: placeLast },
  TagGroup: { required: ['name'] },
};

/** What is new stands after the others of its group or resource, unless it says where. */
function placeLast(record: StoredRecord, { store }: Surroundings): readonly Complaint[] {
  const relation = record.type === 'Tag' ? 'tag_group' : 'resource';
  const owner = record.relations[relation];
  if (owner && 'type' in owner)
    record.attributes['position'] ??= placeBehind(
      store.pointingAt(record.type, relation, owner),
      'position',
      record,
    );
  return [];
}
