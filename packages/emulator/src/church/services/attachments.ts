import type { Ref, StoredRecord } from '../../store/record.ts';
import { FIRST_DAY } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Seeding } from '../seeding.ts';

/** A file, and what it belongs to. */
export interface AttachmentOptions {
  readonly attachable: Ref;
  readonly filename: string;
  readonly contentType: string;
  readonly size: number;
  /** Null when the file has no type of its own. */
  readonly attachmentType: Ref | null;
  readonly owner: Ref;
}

/** Attaches a file that exists in name only. */
export function addAttachment(seeding: Seeding, options: AttachmentOptions): void {
  const { attachmentType, attachable, owner } = options;
  seeding.add('Attachment', attachmentAttributes(options, seeding.store.nextId('Attachment')), {
    administrator: null,
    attachable,
    attachment_types: attachmentType ? [attachmentType] : [],
    created_by: owner,
    updated_by: owner,
  });
}

function attachmentAttributes(
  { attachable, filename, contentType, size }: AttachmentOptions,
  id: string,
): StoredRecord['attributes'] {
  const created = timestamp(FIRST_DAY);
  return {
    allow_mp3_download: false,
    attachable_type: attachable.type,
    content: null,
    content_type: contentType,
    created_at: created,
    deleted_at: null,
    display_name: filename,
    downloadable: true,
    file_size: size,
    file_upload_identifier: null,
    filename,
    filetype: filename.split('.').at(-1) ?? null,
    has_preview: false,
    import_to_item_details: false,
    licenses_purchased: null,
    licenses_remaining: null,
    licenses_used: null,
    linked_url: null,
    page_order: null,
    pco_type: null,
    remote_link: null,
    streamable: contentType.startsWith('video/'),
    thumbnail_url: null,
    transposable: false,
    updated_at: created,
    url: `https://files.example.org/${id}/${encodeURIComponent(filename)}`,
    web_streamable: false,
  };
}
