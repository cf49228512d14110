/** What requests answer, by the place that they were sent to. */
import type { AnyDocument, CollectionDocument, ResourceDocument } from '../document/types.ts';
import type { Iteration } from '../iterate/iteration.ts';
import type { NamesGiven } from './names-given.ts';
import type { IncludedIn, NamedOf, ResourceOf, Shown } from './resource.ts';
import type { Vertex } from './table.ts';
import type { ActionPlace, Place } from './walk.ts';

/** What GET answers. */
export type ReadAnswer<At, Include, Fields, Show extends Shown> =
  At extends Place<infer Table, infer Of, infer Many, string, boolean, infer Asked>
    ? Many extends true
      ? CollectionDocument<
          Data<Table, Of, Include, Asked, Fields, Show>,
          Included<Table, Of, Include, Asked, Fields, Show>
        >
      : ResourceDocument<
          Data<Table, Of, Include, Asked, Fields, Show>,
          Included<Table, Of, Include, Asked, Fields, Show>
        >
    : AnyDocument | null;

/** What a write answers: the resource, and for an action what the catalog knows of it. */
export type WriteAnswer<At, Include, Fields, Show extends Shown> =
  At extends Place<infer Table, infer Of, boolean, string, boolean, infer Asked>
    ? ResourceDocument<
        Data<Table, Of, Include, Asked, Fields, Show>,
        Included<Table, Of, Include, Asked, Fields, Show>
      >
    : At extends ActionPlace<infer Table, { returns: infer Returns }>
      ? ActionAnswer<Table, Returns>
      : AnyDocument | null;

type ActionAnswer<Table, Returns> = [Returns] extends [never]
  ? AnyDocument | null
  : Table[Returns & keyof Table] extends infer Of extends Vertex
    ? ResourceDocument<ResourceOf<Table, Of>, never> | null
    : AnyDocument | null;

/** What a list gives, record by record. A place that is no list gives nothing. */
export type IterationAt<At, Include, Fields, Show extends Shown> =
  At extends Place<infer Table, infer Of, infer Many, string, boolean, infer Asked>
    ? Many extends true
      ? Iteration<
          Data<Table, Of, Include, Asked, Fields, Show>,
          Included<Table, Of, Include, Asked, Fields, Show>
        >
      : Iteration<never, never>
    : Iteration;

type Data<Table, Of extends Vertex, Include, Asked extends string, Fields, Show extends Shown> = ResourceOf<
  Table,
  Of,
  NamesGiven<Include> | Asked,
  NamedOf<Fields, Of>,
  Show
>;

type Included<
  Table,
  Of extends Vertex,
  Include,
  Asked extends string,
  Fields,
  Show extends Shown,
> = IncludedIn<Table, Of, NamesGiven<Include> | Asked, Fields, Show>;
