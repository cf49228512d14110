export { apps, isAppName } from './apps.ts';
export { describeApp, describeApps } from './describe/describe-app.ts';
export { describePath } from './describe/describe-path.ts';
export { nearNames } from './describe/near-names.ts';
export { search } from './describe/search.ts';
export { loadVersion } from './load-version.ts';
export { shapes } from './shapes.ts';
export { APP_NAMES } from './types.ts';
export { versionFor } from './version-for.ts';
export { webhookEvents, type WebhookEvent } from './webhook-events.ts';
export type { AppDescription } from './describe/app-description.ts';
export type { Accepts, KnownPath, PathDescription, UnknownPath } from './describe/describe-path.ts';
export type { Names } from './describe/names.ts';
export type { Hit } from './describe/search.ts';
export type {
  AssignableDescription,
  EdgeDescription,
  IncludeDescription,
  OrderDescription,
  RangeOperator,
  VertexDescription,
  WhereDescription,
  WriteDescription,
} from './describe/vertex-description.ts';
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
