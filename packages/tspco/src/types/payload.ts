import type { JsonValue } from '../document/types.ts';
import type { Given } from './given.ts';
import type { Action, AnyText, ToMany, ToOne, Vertex, Write } from './table.ts';
import type { OtherNames } from './other-names.ts';
import type { ActionPlace, Place, Target } from './walk.ts';

/** What POST takes: a new resource for a list, or what an action wants to know. */
export type PostPayload<At, Body> =
  At extends Place<infer Table, infer Of, infer Many, string, infer Post, string>
    ? [Many, Of['create']] extends [true, Write<string, string, string, string, string>]
      ? Post extends false
        ? NothingIsCreatedHere
        : WritePayload<Table, Of, 'create', Body>
      : NothingIsCreatedHere
    : At extends ActionPlace<unknown, infer Does extends AnyAction>
      ? ActionPayload<Does, Body>
      : unknown;

/** What PATCH takes. */
export type PatchPayload<At, Body> =
  At extends Place<infer Table, infer Of, infer Many, string, boolean, string>
    ? [Many, Of['update']] extends [false, Write<string, string, string, string, string>]
      ? WritePayload<Table, Of, 'update', Body>
      : NothingIsChangedHere
    : unknown;

/** No body fits where the service takes none. */
interface NothingIsCreatedHere {
  readonly 'nothing is created at this path': never;
}

interface NothingIsChangedHere {
  readonly 'nothing is changed at this path': never;
}

type Manner = 'create' | 'update';

type WritePayload<Table, Of extends Vertex, How extends Manner, Body> = Given<Body> &
  Payload<Table, Of, How, Of['type'] | PlainType<Body>> &
  NothingElse<Body, keyof Assignable<Of, How>, keyof Relatable<Of, How>>;

/** The body of a create or an update: `{ data: { type, attributes, relationships } }`. */
interface Payload<Table, Of extends Vertex, How extends Manner, Type extends string> {
  readonly data: PayloadData<Of, How, Type>;
  /** What is written along with the resource, where the service takes that. */
  readonly included?: readonly IncludedPayload<Table, Of, How>[];
}

type PayloadData<Of extends Vertex, How extends Manner, Type extends string> = {
  readonly type: Type;
  readonly id?: string;
} & Part<'attributes', Assignable<Of, How>, Spec<Of[How]>['required']> &
  Part<'relationships', Relatable<Of, How>, Spec<Of[How]>['requiredRelationships']>;

/** In a variable the type is often just a text; a text that is known must be the right one. */
type PlainType<Body> = [Body] extends [{ readonly data: { readonly type: infer Type } }]
  ? string extends Type
    ? AnyText
    : never
  : never;

/** A member that is optional unless something in it is required. */
type Part<Member extends string, Names, Required extends string> = [Required] extends [never]
  ? { readonly [Name in Member]?: Names }
  : { readonly [Name in Member]: Names & { readonly [Needed in Required & keyof Names]-?: Names[Needed] } };

type Spec<Known> = Known extends AnyWrite ? Known : never;

type AnyWrite = Write<string, string, string, string, string>;

/** What can be assigned; `null` clears a value. */
type Assignable<Of extends Vertex, How extends Manner> = {
  readonly [Name in Spec<Of[How]>['attributes']]?: ValueOf<Of, Name>;
};

/** Some ids are shown as numbers, but those of resources are texts: both are taken. */
type ValueOf<Of extends Vertex, Name> = Name extends keyof Of['writeOnly']
  ? Of['writeOnly'][Name]
  : Name extends keyof Of['attributes']
    ? Of['attributes'][Name] | (Name extends `${string}_id` ? string | number : never)
    : JsonValue;

type Relatable<Of extends Vertex, How extends Manner> = {
  readonly [Name in Spec<Of[How]>['relationships']]?: RelationOf<Of, Name>;
};

type RelationOf<Of extends Vertex, Name> = Name extends keyof Of['relationships']
  ? Sendable<Of['relationships'][Name]>
  : AnyRelation;

type AnyRelation = ToOne<string> | Sendable<ToMany<string>>;

/** What is sent may be an array that nobody can change, such as a literal in `template`. */
type Sendable<Relation> =
  Relation extends ToMany<infer Type>
    ? { readonly [Member in keyof ToMany<Type>]: Readonly<ToMany<Type>[Member]> }
    : Relation;

/** A resource written along: with an `id` it is changed, with `_destroy` removed, without either created. */
interface IncludedPayload<Table, Of extends Vertex, How extends Manner> {
  readonly type: IncludedType<Table, Of, Spec<Of[How]>['include']>;
  readonly id?: string;
  readonly attributes?: { readonly [name: string]: JsonValue };
  readonly relationships?: { readonly [name: string]: AnyRelation };
}

type IncludedType<Table, Of extends Vertex, Name> = Name extends string
  ? Target<Table, Of, Name>['type']
  : never;

type AnyAction = Action<string, object, object, string>;

type ActionPayload<Does extends AnyAction, Body> = Given<Body> &
  ActionBody<Does> &
  NothingElse<Body, keyof Does['attributes'], keyof Does['relationships']>;

/** The body of an action. */
interface ActionBody<Does extends AnyAction> {
  readonly data: {
    readonly type?: Does['type'];
    readonly attributes?: Does['attributes'];
    readonly relationships?: {
      [Name in keyof Does['relationships']]: Sendable<Does['relationships'][Name]>;
    };
  };
}

/**
 * Refuses names that cannot be assigned in a variable, where the compiler does not look for them. Where the program
 * itself does not know its names, there is nothing to refuse.
 */
type NothingElse<Body, Attributes, Relationships> =
  Extra<Body, 'attributes', Attributes> | Extra<Body, 'relationships', Relationships> extends infer Names
  ? [Names] extends [never]
    ? unknown
    : CannotBeAssigned<Names>
  : never;

type Extra<Body, Member extends string, Allowed> = Body extends {
  readonly data: { readonly [Name in Member]?: infer Members };
}
  ? OtherNames<Members, Allowed>
  : never;

/** `Names` are no attributes or relationships that can be assigned there. */
interface CannotBeAssigned<Names> {
  readonly 'cannot be assigned': Names;
}
