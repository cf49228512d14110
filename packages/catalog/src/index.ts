export { APP_NAMES, apps, isAppName } from './apps.ts';
export { loadVersion } from './load-version.ts';
export { shapes } from './shapes.ts';
export { versionFor } from './version-for.ts';
export type {
  Action,
  AppEntry,
  AppName,
  AppVersion,
  Attribute,
  Edge,
  Relationship,
  Shapes,
  ValueType,
  Vertex,
  Write,
} from './types.ts';
