/**
 * Takes secrets out of a text. Servers echo what they were sent, and runtimes quote a header that they could not
 * send, so messages from outside pass through here.
 */
export function redact(text: string, secrets: readonly string[]): string {
  // A secret shorter than this cannot be told from ordinary words.
  const found = secrets.filter((secret) => secret.length >= 4 && text.includes(secret));
  return found.reduce((result, secret) => result.replaceAll(secret, '[redacted]'), text);
}

/**
 * An error from outside, safe to be attached as a cause: itself when nothing in it is secret, else a copy of its
 * name, code and message without the secrets.
 */
export function redactCause(cause: unknown, secrets: readonly string[], depth = 0): unknown {
  if (!(cause instanceof Error)) return typeof cause === 'string' ? redact(cause, secrets) : undefined;
  const { name, message, stack = '', cause: inner } = cause;
  const code = codeOf(cause);
  const text = [message, stack, ...Object.values(cause).map(String)].join('\n');
  const safeInner = inner === undefined || depth > 3 ? undefined : redactCause(inner, secrets, depth + 1);
  if (redact(text, secrets) === text && safeInner === inner) return cause;
  const copy = new Error(
    redact(message, secrets),
    safeInner === undefined ? undefined : { cause: safeInner },
  );
  copy.name = name;
  copy.stack = redact(stack, secrets);
  return code === undefined ? copy : Object.assign(copy, { code });
}

/** The `code` that Node.js, Bun and undici give their errors. */
export function codeOf(error: unknown): string | undefined {
  const code: unknown =
    typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : undefined;
}
