import type { URLObject } from '../request/address.ts';
import type { Given } from './given.ts';
import type { Vertex } from './table.ts';
import type { AppName } from './versions.ts';
import type { Place, PlaceAt, UnknownPlace } from './walk.ts';

/**
 * What a client takes as an address. With `strictPaths`, a path that leads nowhere in the tables does not compile.
 *
 * A member of an interface and no alias, because messages would show the alias instead of the paths.
 */
export interface PathArgument<Chosen, Strict, Path extends string> {
  path:
    (Given<Path> & (Accepted<Chosen, Strict, NoInfer<Path>> | Suggestion<Chosen, NoInfer<Path>>)) | URLObject;
}

type Accepted<Chosen, Strict, Path extends string> = Strict extends true
  ? Path extends Path
    ? PlaceAt<Chosen, Path> extends UnknownPlace
      ? never
      : Path
    : never
  : Path;

/** How a path may go on after its last slash, or after the last one up to which it leads anywhere: what editors offer. */
type Suggestion<Chosen, Path extends string> = string extends Path
  ? never
  : UpToLastSlash<Path> extends infer Before extends string
    ? Before extends '' | '/'
      ? `/${AppName}/v2/`
      : Next<Chosen, Before, PlaceAt<Chosen, Before>>
    : never;

type Next<Chosen, Before extends string, At> =
  At extends Place<unknown, infer Of, infer Many, string, boolean, string>
    ? Many extends true
      ? never
      : `${Before}${NameAfter<Of>}`
    : At extends UnknownPlace
      ? Before extends `${infer Shorter}/`
        ? Suggestion<Chosen, Shorter>
        : never
      : never;

type NameAfter<Of extends Vertex> = (keyof Of['edges'] | keyof Of['actions']) & string;

type UpToLastSlash<Path extends string> = Path extends `${infer First}/${infer Rest}`
  ? `${First}/${UpToLastSlash<Rest>}`
  : '';
