import type { Link } from './link.ts';
import type { NamesGiven } from './names-given.ts';
import type { ToMany, ToOne, Vertex } from './table.ts';
import type { Target } from './walk.ts';

/** Whether resources have all their attributes: in Church Center any may be missing. */
export type Shown = 'all' | 'some';

/**
 * A resource of a known type.
 *
 * `Include` is what was asked to come along, `Named` the attributes that were asked for with `fields`, `Show` is
 * `'some'` where any attribute may be missing, as in Church Center.
 */
export interface ResourceOf<
  Table,
  Of extends Vertex,
  Include extends string = never,
  Named = unknown,
  Show extends Shown = 'all',
  Type extends string = Of['type'],
> {
  readonly type: Type;
  readonly id: string;
  readonly attributes: AttributesOf<Of, Named, Show>;
  readonly relationships?: RelationshipsOf<Of, Include>;
  /** Addresses of the resource itself (`self`) and of what belongs to it; `null` where there is nothing. */
  readonly links: LinksOf<Table, Of>;
}

type AttributesOf<Of extends Vertex, Named, Show> = unknown extends Named
  ? Show extends 'some'
    ? Partial<Of['attributes']>
    : Of['attributes']
  : NamedAttributes<Of['attributes'], Named>;

type NamedAttributes<Attributes, Named> = string extends Named
  ? Partial<Attributes>
  : { readonly [Name in keyof Attributes & Named]-?: Attributes[Name] };

/** The documented ones may be there; those that were asked for are. */
type RelationshipsOf<Of extends Vertex, Include extends string> = {
  readonly [Name in Exclude<keyof Of['relationships'], FirstOf<Include>>]?: Of['relationships'][Name];
} & {
  readonly [Name in FirstOf<Include> & keyof Of['edges']]: Name extends keyof Of['relationships']
    ? Of['relationships'][Name]
    : EdgeRelationship<Of['edges'][Name]>;
};

/** `households` of `households.people`. */
export type FirstOf<Include extends string> = Include extends `${infer First}.${string}` ? First : Include;

type EdgeRelationship<Edge> = Edge extends { many: true; to: infer To extends string }
  ? ToMany<To>
  : Edge extends { to: infer To extends string }
    ? ToOne<To>
    : never;

type LinksOf<Table, Of extends Vertex> = { readonly self: Link<Table, Of> } & {
  readonly [Edge in Exclude<keyof Of['edges'] & string, 'self'>]?: Link<Table, Of, Edge> | null;
} & { readonly [Name in Of['links'] | 'html']?: string | null };

/** The resources that came along: those of each name that was asked for, and along dotted names those in between. */
export type IncludedIn<
  Table,
  Of extends Vertex,
  Include extends string,
  Fields = unknown,
  Show extends Shown = 'all',
> = IncludedFirst<Table, Of, Include, FirstOf<Include>, Fields, Show>;

type IncludedFirst<
  Table,
  Of extends Vertex,
  Include extends string,
  First extends string,
  Fields,
  Show extends Shown,
> = First extends string
  ? | IncludedBy<Table, Of, First, SecondOf<Include, First>, Fields, Show>
    | IncludedBy<Table, Target<Table, Of, First>, SecondOf<Include, First>, never, Fields, Show>
  : never;

/** `people` of `households.people`, after `households`. */
type SecondOf<Include extends string, First extends string> = Include extends `${First}.${infer Second}`
  ? Second
  : never;

type IncludedBy<
  Table,
  Of extends Vertex,
  Name extends string,
  Further extends string,
  Fields,
  Show extends Shown,
> = Name extends string
  ? Target<Table, Of, Name> extends infer Found extends Vertex
    ? ResourceOf<
        Table,
        Found,
        Further,
        NamedOf<Fields, Found>,
        Show,
        Found['type'] | OtherName<Table, Of['relationships'], Name>
      >
    : never
  : never;

/** A campus comes as `PrimaryCampus` where a relationship calls it so. */
type OtherName<Table, Relationships, Name> = Name extends keyof Relationships
  ? Relationships[Name] extends ToOne<infer Type>
    ? string extends Type
      ? never
      : Exclude<Type, keyof Table>
    : never
  : never;

/** The attributes that `fields` names for a type; `unknown` when it says nothing of it. */
export type NamedOf<Fields, Of extends Vertex> = Of['type'] extends keyof Fields
  ? NamesGiven<Fields[Of['type']]>
  : unknown;
