import { loadVersion, type AppName } from '@tspco/catalog';
import { schemaOf } from './schema-of.ts';
import { isTwinType } from './twins.ts';

/** Whether an app has records of a type: those that it shows, and the twins of People's that it only points at. */
export function knowsType(app: AppName, type: string): boolean {
  return schemaOf(loadVersion(app)).vertex(type) !== undefined || isTwinType(app, type);
}
