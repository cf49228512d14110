const CAUSES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'Names of servers are not found: is this machine online? Behind a proxy, pco cannot get out.',
  EAI_AGAIN: 'Names of servers are not found just now: is this machine online?',
  ECONNREFUSED: 'Is PCO_API_BASE right, and does the emulator run?',
  ECONNRESET: 'The connection was broken on the way: a firewall or a proxy may do that.',
  CERT_HAS_EXPIRED: 'The certificate has expired: look whether the clock of this machine is right.',
  SELF_SIGNED_CERT_IN_CHAIN:
    'Somebody opens encrypted connections on the way, as company proxies do: give their certificate in NODE_EXTRA_CA_CERTS.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'Somebody opens encrypted connections on the way, as company proxies do: give their certificate in NODE_EXTRA_CA_CERTS.',
};

/** Why there was no connection, most likely; `undefined` when there was one. */
export function networkCause(error: unknown): string | undefined {
  let steps = 0;
  for (let one: unknown = error; one instanceof Error && steps < 8; one = one.cause, steps++) {
    const known = CAUSES[String((one as { code?: unknown }).code)];
    if (known !== undefined) return known;
  }
  return undefined;
}
