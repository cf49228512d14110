/** What JSON can hold. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A value as text: empty when there is none. */
export function textOf(value: Json | undefined): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A JSON:API resource identifier. */
export interface Ref {
  readonly type: string;
  readonly id: string;
}

/**
 * A resource as the emulator keeps it. Attributes that are computed from others (a household's `member_count`) are
 * not stored; relations include those that the API does not show (a social profile's `person`).
 */
export interface StoredRecord extends Ref {
  attributes: Record<string, Json>;
  relations: Record<string, Ref | readonly Ref[] | null>;
  /** The page in the web app, when it was loaded with the record. */
  page?: string;
}
