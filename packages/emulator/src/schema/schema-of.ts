import type { AppVersion } from '@tspco/catalog';
import { modelOf } from '../apps/models.ts';
import { AppSchema } from './app-schema.ts';

const schemas = new WeakMap<AppVersion, AppSchema>();

/** The schema of a version, made once. Undefined for the apps that the emulator does not model. */
export function schemaOf(version: AppVersion): AppSchema | undefined {
  const model = modelOf(version.app);
  if (!model) return undefined;
  let schema = schemas.get(version);
  if (!schema) {
    schema = new AppSchema(version, model);
    schemas.set(version, schema);
  }
  return schema;
}
