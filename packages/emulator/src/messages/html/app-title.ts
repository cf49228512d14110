import type { AppName } from '@tspco/catalog';

/** What people call an app: `Check-Ins`. */
export function appTitle(app: AppName): string {
  return app === 'api' ? 'API' : app.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());
}
