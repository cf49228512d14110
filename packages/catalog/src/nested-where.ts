import type { AppName } from './types.ts';

/**
 * Whether conditions on related resources hold: `where[event][name]`. People announces none, ignores them and answers
 * with everybody, as recorded.
 */
export function nestsWhere(app: AppName): boolean {
  return app !== 'people';
}
