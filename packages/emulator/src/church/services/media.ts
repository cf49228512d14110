import type { Ref } from '../../store/record.ts';
import { FIRST_DAY } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Seeding } from '../seeding.ts';
import { MEDIA } from '../words/services.ts';
import { addAttachment } from './attachments.ts';
import type { Library } from './library.ts';
import type { Volunteer } from './volunteers.ts';

/** A film, a picture or a document. */
export interface SeededMedia {
  readonly ref: Ref;
  readonly title: string;
  readonly length: number | null;
}

/** Makes the church's media; the first is what runs before a service. */
export function seedMedia(
  seeding: Seeding,
  { tags }: Library,
  administrator: Volunteer,
): readonly SeededMedia[] {
  return MEDIA.map(({ title, type, typeName, length, mood }) => {
    const created = timestamp(FIRST_DAY);
    const tag = tags.get('Mood')?.get(mood);
    const ref = seeding.addRef(
      'Media',
      {
        created_at: created,
        creator_name: administrator.name,
        image_url: null,
        length,
        media_type: type,
        media_type_name: typeName,
        preview_content_type: null,
        preview_file_name: null,
        preview_file_size: null,
        preview_updated_at: null,
        preview_url: null,
        themes: null,
        thumbnail_content_type: null,
        thumbnail_file_name: null,
        thumbnail_file_size: null,
        thumbnail_updated_at: null,
        thumbnail_url: null,
        title,
        updated_at: created,
      },
      { tags: tag ? [tag] : [] },
    );
    addAttachment(seeding, {
      attachable: ref,
      ...fileOf(title, type),
      attachmentType: null,
      owner: administrator.ref,
    });
    return { ref, title, length };
  });
}

function fileOf(
  title: string,
  type: (typeof MEDIA)[number]['type'],
): { filename: string; contentType: string; size: number } {
  if (type === 'document') return { filename: `${title}.pdf`, contentType: 'application/pdf', size: 81_920 };
  if (type === 'background_image') {
    return { filename: `${title}.jpg`, contentType: 'image/jpeg', size: 655_360 };
  }
  return { filename: `${title}.mp4`, contentType: 'video/mp4', size: 20_971_520 };
}
