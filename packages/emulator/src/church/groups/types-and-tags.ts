import type { Ref } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import { FIRST_DAY } from '../dates.ts';
import type { ReachableMember } from '../people/households.ts';
import type { Seeding } from '../seeding.ts';
import { GROUP_TAGS, GROUP_TYPES, type GroupTypeName } from '../words/groups.ts';

export interface SeededType {
  readonly type: GroupTypeName;
  readonly ref: Ref;
}

/** Adds the kinds of groups, each with a guide for its leaders. */
export function seedGroupTypes(seeding: Seeding, { ref: author }: ReachableMember): readonly SeededType[] {
  return GROUP_TYPES.map((type, index) => {
    const ref = seeding.addRef('GroupType', {
      church_center_map_visible: type.visible,
      church_center_visible: type.visible,
      color: type.color,
      default_group_settings: {
        communication_enabled: true,
        description: type.description,
        events_visibility: 'members',
        leader_name_visible_on_public_page: true,
        members_are_confidential: false,
      },
      description: type.description,
      name: type.name,
      position: index + 1,
    });
    seeding.add(
      'Resource',
      {
        description: null,
        last_updated: timestamp(FIRST_DAY),
        name: `${type.name}: a guide for leaders.pdf`,
        type: 'FileResource',
        visibility: 'leaders',
      },
      { created_by: author, group: null, group_type: ref },
    );
    return { type, ref };
  });
}

/** Adds tags; those of one group of them say the same kind of thing. */
export function seedTags(seeding: Seeding): readonly (readonly Ref[])[] {
  return GROUP_TAGS.map(({ group, public: shown, tags }, index) => {
    const tagGroup = seeding.addRef('TagGroup', {
      display_publicly: shown,
      multiple_options_enabled: index > 0,
      name: group,
      position: index + 1,
    });
    return tags.map((name, at) => seeding.addRef('Tag', { name, position: at + 1 }, { tag_group: tagGroup }));
  });
}
