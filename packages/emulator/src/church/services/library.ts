import type { Ref } from '../../store/record.ts';
import { FIRST_DAY } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Seeding } from '../seeding.ts';
import { SONG_THEMES } from '../words/hymns.ts';
import { ATTACHMENT_TYPES, EMAIL_TEMPLATES, TAG_GROUPS } from '../words/services.ts';

/** Tags and types for what the church sings and shows. */
export interface Library {
  /** By the name of a tag's group, then its own. */
  readonly tags: ReadonlyMap<string, ReadonlyMap<string, Ref>>;
  readonly attachmentTypes: ReadonlyMap<string, Ref>;
}

/** Makes tags, attachment types and e-mail templates. */
export function seedLibrary(seeding: Seeding): Library {
  seedEmailTemplates(seeding);
  const groups = [{ name: 'Theme', for: 'song', multiple: true, tags: SONG_THEMES }, ...TAG_GROUPS];
  return {
    tags: new Map(groups.map((group) => [group.name, seedTagGroup(seeding, group)])),
    attachmentTypes: new Map(
      ATTACHMENT_TYPES.map(({ name, chords, lyrics }) => [
        name,
        seeding.addRef(
          'AttachmentType',
          {
            aliases: [],
            built_in: true,
            capoed_chord_charts: false,
            chord_charts: chords,
            exclusions: [],
            lyrics,
            name,
            number_charts: false,
            numeral_charts: false,
          },
          { attachment_type_group: null },
        ),
      ]),
    ),
  };
}

interface TagGroup {
  readonly name: string;
  readonly for: string;
  readonly multiple: boolean;
  readonly tags: readonly string[];
}

function seedTagGroup(seeding: Seeding, group: TagGroup): ReadonlyMap<string, Ref> {
  const ref = seeding.addRef(
    'TagGroup',
    {
      allow_multiple_selections: group.multiple,
      name: group.name,
      required: false,
      service_type_folder_name: null,
      tags_for: group.for,
    },
    { folder: null },
  );
  return new Map(group.tags.map((name) => [name, seeding.addRef('Tag', { name }, { tag_group: ref })]));
}

function seedEmailTemplates(seeding: Seeding): void {
  const created = timestamp(FIRST_DAY);
  for (const { subject, body } of EMAIL_TEMPLATES) {
    seeding.add(
      'EmailTemplate',
      { created_at: created, html_body: body, kind: null, subject, updated_at: created },
      { template_owner: seeding.organization },
    );
  }
}
