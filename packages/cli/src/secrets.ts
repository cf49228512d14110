/** The credentials that this run has seen, so that none of them gets into a message. */
export class Secrets {
  readonly #known = new Set<string>();

  add(...secrets: readonly (string | undefined)[]): void {
    // Something shorter cannot be told from ordinary words.
    for (const secret of secrets) if (secret !== undefined && secret.length >= 4) this.#known.add(secret);
  }

  redact(text: string): string {
    let redacted = text;
    for (const secret of this.#known) redacted = redacted.replaceAll(secret, '[redacted]');
    return redacted;
  }
}
