/**
 * Takes secrets out of a text. Servers echo what they were sent, and runtimes quote a header that they could not
 * send, so everything from outside passes through here before it may appear in a message, a log or an inspection.
 */
export function redact(text: string, secrets: readonly string[]): string {
  // A secret shorter than this cannot be told from ordinary words.
  const found = secrets.filter((secret) => secret.length >= 4 && text.includes(secret));
  return found.reduce((result, secret) => result.replaceAll(secret, '[redacted]'), text);
}

/** The same for a JSON value, names included. What is nested too deeply to be of use is left out. */
export function redactJson(value: unknown, secrets: readonly string[], depth = 0): unknown {
  if (typeof value === 'string') return redact(value, secrets);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 12) return null;
  if (Array.isArray(value)) return value.map((item) => redactJson(item, secrets, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      redact(name, secrets),
      redactJson(item, secrets, depth + 1),
    ]),
  );
}

/**
 * A copy of an error from outside that is safe to be attached as a cause: its name, message, code, stack and causes
 * without the secrets, and none of the other things that a runtime may have hung on it.
 */
export function redactCause(cause: unknown, secrets: readonly string[], depth = 0): unknown {
  if (typeof cause === 'string') return redact(cause, secrets);
  if (!(cause instanceof Error) || depth > 4) return undefined;
  const { name, message, stack = '', cause: inner } = cause;
  const code = codeOf(cause);
  const errors: unknown = (cause as { errors?: unknown }).errors;
  const copy = new Error(redact(message, secrets));
  const set = (key: string, value: unknown): unknown =>
    Object.defineProperty(copy, key, { value, writable: true });
  set('name', redact(name, secrets));
  set('stack', redact(stack, secrets));
  if (inner !== undefined) set('cause', redactCause(inner, secrets, depth + 1));
  if (Array.isArray(errors))
    set(
      'errors',
      errors.map((error) => redactCause(error, secrets, depth + 1)),
    );
  return code === undefined ? copy : Object.assign(copy, { code: redact(code, secrets) });
}

/** A text from outside, fit for one line of a terminal: escape sequences must not get into it. */
export function oneLine(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}

/** The `code` that Node.js, Bun and undici give their errors. */
export function codeOf(error: unknown): string | undefined {
  const code: unknown =
    typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : undefined;
}
