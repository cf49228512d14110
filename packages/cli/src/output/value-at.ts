import type { JsonObject, JsonValue } from 'tspco';

/**
 * What stands at a column such as `emails.address`: of a list, what stands there in each of its members. A name that has
 * a dot of its own comes before a path of that spelling.
 */
export function valueAt(value: JsonValue | undefined, column: string): JsonValue | undefined {
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).flatMap((item) => valueAt(item, column) ?? null);
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const object = value as JsonObject;
  if (Object.hasOwn(object, column)) return object[column];
  const dot = column.indexOf('.');
  if (dot === -1) return undefined;
  const first = column.slice(0, dot);
  return Object.hasOwn(object, first) ? valueAt(object[first], column.slice(dot + 1)) : undefined;
}

/** A value as the text of one cell: lists are joined, what has members of its own is JSON. */
export function cellText(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) {
    const texts = (value as readonly JsonValue[]).map(cellText);
    return texts.every((text) => text === '') ? '' : texts.join('; ');
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
