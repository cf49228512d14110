import { explainError } from '../explain-error.ts';
import type { Problem } from './examine.ts';

const CODES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'Names of servers are not found: is this machine online? Behind a proxy, pco cannot get out.',
  EAI_AGAIN: 'Names of servers are not found just now: is this machine online?',
  ECONNREFUSED: 'Nothing listens there: is PCO_API_BASE right, and does the emulator run?',
  ECONNRESET: 'The connection was broken on the way: a firewall or a proxy may do that.',
  CERT_HAS_EXPIRED: 'The certificate has expired: look whether the clock of this machine is right.',
  SELF_SIGNED_CERT_IN_CHAIN:
    'Somebody opens encrypted connections on the way, as company proxies do: give their certificate in NODE_EXTRA_CA_CERTS.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'Somebody opens encrypted connections on the way, as company proxies do: give their certificate in NODE_EXTRA_CA_CERTS.',
};

/** What is most likely wrong when a request failed. */
export function likelyCause(error: unknown): Problem {
  const { message, remedy } = explainError(error);
  return {
    problem: message,
    remedy:
      codesOf(error)
        .map((code) => CODES[code])
        .find(Boolean) ?? remedy,
  };
}

function codesOf(error: unknown): readonly string[] {
  const codes: string[] = [];
  for (let one: unknown = error; one instanceof Error && codes.length < 8; one = one.cause) {
    codes.push(String((one as { code?: unknown }).code));
  }
  return codes;
}
