import type { MergePatch } from './merge-patch.ts';
import type { StoredVertices } from './stored.ts';
import type { AppName, Shapes } from './types.ts';

/** A fact in which the imported data are wrong or late. */
export interface Correction {
  readonly app: AppName;
  /** The first version that it holds for; every version when absent. */
  readonly from?: string;
  readonly patch?: MergePatch<StoredVertices>;
  /** Names that `order` accepts besides the imported ones, by type. A patch could only replace the whole list. */
  readonly order?: Readonly<Record<string, readonly string[]>>;
  /** What proves it. */
  readonly evidence: string;
}

/**
 * Only what recorded answers or the official documents prove. Recorded answers of People have version 2026-06-04, for
 * which the catalog's newest one stands. What may have come with that version is not claimed for older ones. An entry
 * that changes nothing any more fails a test and is to be removed.
 */
export const CORRECTIONS: readonly Correction[] = [
  {
    app: 'services',
    patch: { Organization: { edges: { plans: { to: 'Plan' } } } },
    evidence:
      'The official OpenAPI document has a top-level list of plans across all service types; ' +
      'a list of organizations exists in no app.',
  },
  {
    app: 'calendar',
    patch: { EventTime: { where: { name: 'string' } } },
    evidence:
      'The documents contradict themselves: the attribute of this name is a string in every version. ' +
      'No other condition on dates, truth values or whole numbers has another type than its attribute.',
  },
  {
    app: 'people',
    patch: { Person: { relationships: { created_by: null } } },
    evidence:
      'No recorded person shows it: not one of 260 at version 2026-06-04, nor of 755 at 2018-08-01 and 2023-03-21.',
  },
  {
    app: 'people',
    patch: {
      FieldDatum: { relationships: { customizable: { types: ['Person'], polymorphic: true } } },
    },
    evidence:
      'In all 30 recorded field data the relationship holds a Person. ' +
      'The documented type names an interface, and no resource of any version.',
  },
  {
    app: 'people',
    from: '2025-11-10',
    patch: {
      FieldDatum: {
        attributes: { created_at: { type: 'date_time' }, updated_at: { type: 'date_time' } },
        where: { created_at: 'date_time', updated_at: 'date_time' },
      },
    },
    order: { FieldDatum: ['created_at', 'updated_at'] },
    evidence:
      'All 30 recorded field data have both attributes, and the list of them announces both under ' +
      'can_order_by and can_query_by.',
  },
  {
    app: 'people',
    patch: {
      FieldDatum: {
        attributes: {
          file_content_type: { nullable: true },
          file_name: { nullable: true },
          file_size: { nullable: true },
        },
      },
      FieldDefinition: { attributes: { deleted_at: { nullable: true } } },
    },
    evidence:
      'Null in all 30 recorded field data, none of which belongs to a field for files, and in all 13 recorded ' +
      'definitions, none of which is deleted.',
  },
  {
    app: 'people',
    patch: {
      Person: {
        attributes: {
          avatar: { nullable: true },
          demographic_avatar_url: { nullable: true },
          directory_status: { nullable: true },
          login_identifier: { nullable: true },
          passed_background_check: { nullable: true },
          resource_permission_flags: { nullable: true },
        },
      },
      Household: { attributes: { avatar: { nullable: true } } },
      FieldDefinition: { attributes: { config: { nullable: true } } },
    },
    evidence:
      'Null in all 260 recorded persons, all 26 recorded households and all 13 recorded field definitions that ' +
      'were asked for whole, at version 2026-06-04. Older recordings have texts and truth values in some of them.',
  },
  {
    app: 'people',
    patch: { FieldDatum: { edges: { field_option: { nullable: true } } } },
    evidence: 'The recorded single field datum links to it with null: its field is not one with options.',
  },
  {
    app: 'people',
    patch: { Organization: { edges: { membership_types: { create: true } } } },
    evidence:
      'Membership types are documented as creatable in every version, and no other path leads to them. ' +
      'The list of operations of version 2026-06-04 has POST there, too.',
  },
  {
    app: 'people',
    from: '2025-11-10',
    patch: { Address: { links: ['country'] } },
    evidence:
      'The recorded single address has a link of this name to a path below its own. No document names the path, ' +
      'and what it answers was not recorded.',
  },
];

/** The same for shapes, which have no versions. */
export const SHAPE_CORRECTIONS: readonly {
  readonly patch: MergePatch<Shapes>;
  readonly evidence: string;
}[] = [
  {
    patch: { 'common.File': { url: 'string|null' } },
    evidence: 'Null in all 30 recorded field data, none of which belongs to a field for files.',
  },
];
