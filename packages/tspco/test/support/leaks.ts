import { inspect } from 'node:util';
import { credentials, plantedSecrets } from './secrets.ts';

/** Every form in which a planted secret could appear. */
const forms: readonly string[] = Object.values(plantedSecrets).flatMap((secret) => [
  secret,
  encodeURIComponent(secret),
  btoa(secret),
  btoa(`${credentials.applicationId}:${secret}`),
]);

/** Whether a text holds a planted secret. */
export function holdsSecret(text: string): boolean {
  return forms.some((form) => text.includes(form));
}

/** The places where a value shows a planted secret to whoever prints it. The secrets themselves are not repeated. */
export function leaksIn(value: unknown): string[] {
  const shown: Record<string, string> = {
    text: String(value),
    inspection: inspect(value, { depth: 10, showHidden: false }),
    json: JSON.stringify(value) ?? '',
  };
  for (let error = value, depth = 0; error instanceof Error && depth < 10; error = error.cause, depth++) {
    shown[`message ${depth}`] = error.message;
    shown[`stack ${depth}`] = error.stack ?? '';
    shown[`inspection ${depth}`] = inspect(error, { depth: 10 });
  }
  return Object.entries(shown)
    .filter(([, text]) => holdsSecret(text))
    .map(([place]) => place);
}
