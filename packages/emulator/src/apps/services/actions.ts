import { actionRefused } from '../../basics/api-error.ts';
import { dayOf } from '../../query/time.ts';
import { identify } from '../../store/identifiers.ts';
import { textOf, type StoredRecord } from '../../store/record.ts';
import { related } from '../related.ts';
import type { ActionCall, AppModel } from '../../schema/app-model.ts';
import { whoAsks } from '../../schema/who-asks.ts';
import { liveActions } from './live-actions.ts';
import { planActions } from './plan-actions.ts';
import { scheduleActions } from './schedule-actions.ts';

/** Actions of Services. */
export const servicesActions: AppModel['actions'] = {
  'Arrangement.archive': { run: (call) => setArchived(call, call.around.church.timestamp()) },
  'Arrangement.unarchive': { run: (call) => setArchived(call, null) },
  'Media.archive': {
    run: (call) => setArchived(call, textOf(call.attributes['time']) || call.around.church.timestamp()),
  },
  'Media.unarchive': { run: (call) => setArchived(call, null) },
  'Arrangement.assign_tags': { run: assignTags },
  'Media.assign_tags': { run: assignTags },
  'Person.assign_tags': { run: assignTags },
  'Song.assign_tags': { run: assignTags },
  'Attachment.open': { run: (call) => useAttachment(call, 'open') },
  'Attachment.preview': { run: (call) => useAttachment(call, 'preview') },
  'EmailTemplate.render': { run: renderTemplate },
  'Person.collapse_service_types': { run: (call) => setCollapsed(call, true) },
  'Person.expand_service_types': { run: (call) => setCollapsed(call, false) },
  ...liveActions,
  ...planActions,
  ...scheduleActions,
};

/** Media keep the moment without showing it: only filters tell. */
function setArchived({ record, around: { store, church } }: ActionCall, moment: string | null): undefined {
  store.change(record, { attributes: { archived_at: moment, updated_at: church.timestamp() } });
}

/** The tags that are named are those that it has afterwards. */
function assignTags({ record, relationships, around: { store } }: ActionCall): undefined {
  store.change(record, { relations: { tags: (relationships['tags'] ?? []).map(identify) } });
}

/** Tells where the file is, and remembers that somebody asked. */
function useAttachment({ record, around }: ActionCall, activity: 'open' | 'preview'): StoredRecord {
  const { store, church, timeZone } = around;
  if (activity === 'preview' && record.attributes['has_preview'] !== true)
    throw actionRefused('Attachment', 'has no preview');
  const { url, linked_url: linked, remote_link: remote } = record.attributes;
  return store.put({
    type: 'AttachmentActivity',
    id: store.nextId('AttachmentActivity'),
    attributes: {
      activity_type: activity,
      attachment_url: url ?? linked ?? remote ?? null,
      date: dayOf(church.timestamp(), timeZone) ?? null,
    },
    relations: { attachment: identify(record), person: whoAsks(around) },
  });
}

/** How its placeholders are written is not documented, so they stay as they are. */
function renderTemplate({ record, attributes, relationships }: ActionCall): StoredRecord {
  const { subject = null, html_body: html = null } = record.attributes;
  const [person] = relationships['person'] ?? [];
  return {
    type: 'EmailTemplateRenderedResponse',
    id: record.id,
    attributes: { subject, body: attributes['format'] === 'text' ? withoutTags(textOf(html)) : html },
    relations: { email_template: identify(record), person: person ? identify(person) : null },
  };
}

function withoutTags(html: string): string {
  return html
    .replaceAll(/<(?:br|\/p|\/div)\b[^>]*>/gi, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .trim();
}

/** Which service types a person sees folded up. No resource shows it. */
function setCollapsed({ record, relationships, around }: ActionCall, folded: boolean): undefined {
  const named = (relationships['service_type'] ?? []).map(identify);
  const others = related(record, 'collapsed_service_types', around)
    .map(identify)
    .filter(({ id }) => !named.some((one) => one.id === id));
  around.store.change(record, {
    relations: { collapsed_service_types: folded ? [...others, ...named] : others },
  });
}
