import { commaList } from '../../query/comma-list.ts';
import type { AppModel, Surroundings, WhereRule } from '../../schema/app-model.ts';
import { fold } from '../../query/fold.ts';
import { isTrue } from '../../query/is-true.ts';
import { refs } from '../../store/identifiers.ts';
import { textOf, type StoredRecord } from '../../store/record.ts';

/** `where` keys of Services that are no attributes. */
export const servicesWhere: AppModel['where'] = {
  Attachment: { filename_like: ({ attributes }, value) => contains(attributes['filename'], value) },
  Media: {
    media_tag_ids: hasTag,
    media_tag_group_ids: hasTagOfGroup,
    media_types: ({ attributes }, value) => commaList(value).includes(textOf(attributes['media_type'])),
  },
  Person: {
    any_position_in_service_type_id: servesIn,
    name_like: ({ attributes }, value) => contains(attributes['full_name'], value),
    service_type_id: servesIn,
    tag_ids: hasTag,
    tag_group_ids: hasTagOfGroup,
    team_ids: (person, value, around) =>
      teamsOf(person, around).some(({ id }) => commaList(value).includes(id)),
    team_leader: (person, value, { store }) =>
      store.pointingAt('TeamLeader', 'person', person).length > 0 === isTrue(value),
    team_leader_team_ids: (person, value, { store }) =>
      store
        .pointingAt('TeamLeader', 'person', person)
        .some(({ relations }) => pointsAt(relations['team'], commaList(value))),
    team_position_ids: (person, value, { store }) =>
      store
        .pointingAt('PersonTeamPositionAssignment', 'person', person)
        .some(({ relations }) => pointsAt(relations['team_position'], commaList(value))),
  },
  Song: {
    arrangement_name: someArrangement((arrangement, value) =>
      contains(arrangement.attributes['name'], value),
    ),
    arrangement_tag_ids: someArrangement(hasTag),
    arrangement_tag_group_ids: someArrangement(hasTagOfGroup),
    bpm_max: someArrangement(
      ({ attributes }, value) => Number(attributes['bpm'] ?? Infinity) <= Number(value),
    ),
    bpm_min: someArrangement(({ attributes }, value) => Number(attributes['bpm'] ?? -1) >= Number(value)),
    ending_key: someKey(({ attributes }, value) => attributes['ending_key'] === value),
    ending_key_minor: someKey(({ attributes }, value) => attributes['ending_minor'] === isTrue(value)),
    key_name: someKey(({ attributes }, value) => contains(attributes['name'], value)),
    lyrics: someArrangement(({ attributes }, value) => contains(attributes['lyrics'], value)),
    meter: someArrangement(({ attributes }, value) => attributes['meter'] === value),
    song_tag_ids: hasTag,
    song_tag_group_ids: hasTagOfGroup,
    starting_key: someKey(({ attributes }, value) => attributes['starting_key'] === value),
    starting_key_minor: someKey(({ attributes }, value) => attributes['starting_minor'] === isTrue(value)),
  },
  Team: {
    service_type_id: belongsTo,
  },
};

/** Whether somebody has a position in a team of one of these service types. */
function servesIn(person: StoredRecord, value: string, around: Surroundings): boolean {
  return teamsOf(person, around).some((team) => belongsTo(team, value));
}

/** Whether a team is one of these service types'. */
function belongsTo({ relations }: StoredRecord, value: string): boolean {
  const wanted = commaList(value);
  return ['service_type', 'service_types'].some((name) => pointsAt(relations[name], wanted));
}

function contains(found: unknown, value: string): boolean {
  return typeof found === 'string' && fold(found).includes(fold(value));
}

function pointsAt(
  relation: StoredRecord['relations'][string] | undefined,
  wanted: readonly string[],
): boolean {
  return refs(relation).some(({ id }) => wanted.includes(id));
}

function hasTag({ relations }: StoredRecord, value: string): boolean {
  return pointsAt(relations['tags'], commaList(value));
}

function hasTagOfGroup({ relations }: StoredRecord, value: string, { store }: Surroundings): boolean {
  return refs(relations['tags']).some((ref) =>
    pointsAt(store.get('Tag', ref.id)?.relations['tag_group'], commaList(value)),
  );
}

function someArrangement(rule: WhereRule): WhereRule {
  return (song, value, around) =>
    around.store
      .pointingAt('Arrangement', 'song', song)
      .some((arrangement) => rule(arrangement, value, around));
}

function someKey(rule: WhereRule): WhereRule {
  return someArrangement((arrangement, value, around) =>
    around.store.pointingAt('Key', 'arrangement', arrangement).some((key) => rule(key, value, around)),
  );
}

function teamsOf(person: StoredRecord, { store }: Surroundings): StoredRecord[] {
  return store
    .pointingAt('PersonTeamPositionAssignment', 'person', person)
    .map(({ relations }) => refs(relations['team_position'])[0])
    .map((ref) => ref && refs(store.get('TeamPosition', ref.id)?.relations['team'])[0])
    .map((ref) => ref && store.get('Team', ref.id))
    .filter((team) => team !== undefined);
}
