import type { AppModel, Complaint, Files, Surroundings } from '../../schema/app-model.ts';
import { placeBehind } from '../places.ts';
import { dayOf } from '../../query/time.ts';
import { refs } from '../../store/identifiers.ts';
import { textOf, type Ref, type StoredRecord } from '../../store/record.ts';
import { writtenDay } from './written-day.ts';

/** What writes to Services require and set off. */
export const servicesWrites: AppModel['writes'] = {
  Attachment: { attach: attachFile },
  Item: { defaults: { item_type: 'item', length: 0, service_position: 'during' }, saved: completeItem },
  PlanPerson: { defaults: { status: 'U' }, saved: nameMember },
  PlanTime: { defaults: { time_type: 'service' }, saved: datePlan, deleted: undatePlan },
  ServiceType: { required: ['name'] },
  Song: { required: ['title'] },
};

/** An attachment is made from the identifier of an upload, or from a link. */
function attachFile(record: StoredRecord, changed: readonly string[], files: Files): readonly Complaint[] {
  const [attachable] = refs(record.relations['attachable']);
  if (attachable) record.attributes['attachable_type'] = attachable.type;
  const identifier = record.attributes['file_upload_identifier'] ?? null;
  if (!changed.includes('file_upload_identifier') || identifier === null) return [];
  const file = files(textOf(identifier));
  if (!file) return [{ parameter: 'file_upload_identifier', detail: 'is invalid' }];
  const { attributes } = record;
  Object.assign(attributes, {
    filename: attributes['filename'] ?? file.name,
    display_name: attributes['filename'] ?? file.name,
    content_type: file.contentType,
    file_size: file.size,
    filetype: file.name.split('.').at(-1)?.toLowerCase() ?? null,
    url: file.url,
    downloadable: true,
  });
  return [];
}

/** An item for a song is named after it, and stands after the others unless it says where. */
function completeItem(item: StoredRecord, { store }: Surroundings, before?: StoredRecord): void {
  const target = (relation: string): StoredRecord | undefined => {
    const [ref] = refs(item.relations[relation]);
    return ref && store.get(ref.type, ref.id);
  };
  const [song, key] = [target('song'), target('key')];
  const relation = target('plan') ? 'plan' : 'plan_template';
  const plan = target(relation);
  const { title, sequence, key_name: keyName } = item.attributes;
  store.change(item, {
    attributes: {
      ...(song ? { item_type: 'song', title: title ?? song.attributes['title'] ?? null } : {}),
      key_name: key?.attributes['starting_key'] ?? keyName ?? null,
      ...(plan && !before
        ? { sequence: sequence ?? placeBehind(store.pointingAt('Item', relation, plan), 'sequence', item) }
        : {}),
    },
  });
}

function nameMember(member: StoredRecord, { store }: Surroundings): void {
  const [ref] = refs(member.relations['person']);
  const person = ref && store.get('Person', ref.id);
  if (person) store.change(member, { attributes: { name: person.attributes['full_name'] ?? null } });
}

function datePlan(time: StoredRecord, around: Surroundings): void {
  for (const plan of refs(time.relations['plan'])) setDates(plan, around);
}

function undatePlan(time: StoredRecord, around: Surroundings): void {
  for (const plan of refs(time.relations['plan'])) setDates(plan, around, time);
}

/** A plan's dates are those of its service times; one without times has none. */
export function setDates(ref: Ref, { store, timeZone }: Surroundings, gone?: StoredRecord): void {
  const plan = store.get(ref.type, ref.id);
  if (!plan) return;
  const starts = store
    .pointingAt('PlanTime', 'plan', plan)
    .filter(({ id, attributes }) => id !== gone?.id && attributes['time_type'] === 'service')
    .map(({ attributes }) => attributes['starts_at'])
    .filter((start) => typeof start === 'string')
    .sort();
  const days = [...new Map(starts.map((start) => [dayOf(start, timeZone), Date.parse(start)])).values()];
  const written = (month: 'long' | 'short'): string =>
    days.map((day) => writtenDay(day, month, timeZone)).join(' & ') || 'No dates';
  store.change(plan, {
    attributes: {
      sort_date: starts[0] ?? null,
      last_time_at: starts.at(-1) ?? null,
      dates: written('long'),
      short_dates: written('short'),
      multi_day: days.length > 1,
    },
  });
}
