import type { Vertex } from './table.ts';

declare const destination: unique symbol;

/**
 * An address that remembers where it leads: to a resource, or to what lies behind one of its edges. To everything but
 * the client's methods it is a text.
 */
export type Link<Table, Of extends Vertex, Edge extends string = never> = string & {
  readonly [destination]: { table: Table; vertex: Of; edge: Edge };
};
