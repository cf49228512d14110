import type { AppVersion } from '@tspco/catalog';
import { modelOf } from './models.ts';
import { AppSchema } from '../schema/app-schema.ts';

const schemas = new WeakMap<AppVersion, AppSchema>();

/** The schema of a version, made once. */
export function schemaOf(version: AppVersion): AppSchema {
  let schema = schemas.get(version);
  if (!schema) {
    schema = new AppSchema(version, modelOf(version.app));
    schemas.set(version, schema);
  }
  return schema;
}
