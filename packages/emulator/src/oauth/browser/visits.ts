import { randomBytes } from 'node:crypto';
import type { Account } from '../../accounts/account.ts';
import type { AuthorizationRequest } from '../authorization-request.ts';

/** What a form stands for, whatever is written in it. */
export interface Ticket {
  readonly request: AuthorizationRequest;
  /** Where the page itself is. */
  readonly address: string;
  /** Whoever is asked for consent; on the page to sign in, a church and nobody of it. */
  readonly account: Account;
  readonly step: 'sign in' | 'consent';
}

const TICKET_LIFETIME = 10 * 60 * 1000;
const COOKIE = 'tspco_emulator_session';

/** The browsers that came to sign in: who signed in there, and the forms that they were given. */
export class Visits {
  readonly #now: () => number;
  readonly #accounts = new Map<string, Account>();
  readonly #tickets = new Map<string, Ticket & { readonly session: string; readonly expiresAt: number }>();

  constructor({ now }: { now: () => number }) {
    this.#now = now;
  }

  accountOf(session: string): Account | undefined {
    return this.#accounts.get(session);
  }

  signIn(session: string, account: Account): void {
    this.#accounts.set(session, account);
  }

  /** For one form of one browser. Another site cannot know it, and another browser cannot use it. */
  issueTicket(session: string, ticket: Ticket): string {
    this.#forgetExpired();
    const name = randomBytes(24).toString('base64url');
    this.#tickets.set(name, { ...ticket, session, expiresAt: this.#now() + TICKET_LIFETIME });
    return name;
  }

  /** Takes a ticket back. It is good once. */
  useTicket(name: string, session: string | undefined): Ticket | undefined {
    this.#forgetExpired();
    const ticket = this.#tickets.get(name);
    if (!ticket || ticket.session !== session) return undefined;
    this.#tickets.delete(name);
    return ticket;
  }

  #forgetExpired(): void {
    const now = this.#now();
    for (const [name, { expiresAt }] of this.#tickets) if (expiresAt <= now) this.#tickets.delete(name);
  }
}

/** Which browser a request comes from; `undefined` at its first visit. */
export function sessionOf({ headers }: Request): string | undefined {
  const cookie = headers.get('Cookie') ?? '';
  return cookie
    .split(/; */)
    .find((pair) => pair.startsWith(`${COOKIE}=`))
    ?.slice(COOKIE.length + 1);
}

export function newSession(): string {
  return randomBytes(24).toString('base64url');
}

/** Until the browser is closed. Not `Secure`, since the emulator speaks HTTP. */
export function sessionCookie(session: string): string {
  return `${COOKIE}=${session}; Path=/oauth; HttpOnly; SameSite=Lax`;
}
