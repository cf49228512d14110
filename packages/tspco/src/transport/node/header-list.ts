import type { IncomingMessage } from './builtins.ts';

type Visit = (value: string, name: string, headers: Headers) => void;

/**
 * The headers of a message. The client looks at a few of them, and `Headers` takes long to check all thirty, so it is
 * made only when somebody wants more.
 */
export class HeaderList implements Headers {
  readonly #message: IncomingMessage;
  #made: Headers | undefined;

  constructor(message: IncomingMessage) {
    this.#message = message;
  }

  get(name: string): string | null {
    if (this.#made !== undefined) return this.#made.get(name);
    const { headers } = this.#message;
    const key = name.toLowerCase();
    const value = Object.hasOwn(headers, key) ? headers[key] : undefined;
    return value === undefined ? null : typeof value === 'string' ? value : value.join(', ');
  }

  get #all(): Headers {
    if (this.#made !== undefined) return this.#made;
    const { rawHeaders } = this.#message;
    const all = new Headers();
    for (let at = 0; at < rawHeaders.length; at += 2)
      all.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
    return (this.#made = all);
  }

  has(name: string): boolean {
    return this.#all.has(name);
  }
  getSetCookie(): string[] {
    return this.#all.getSetCookie();
  }
  append(name: string, value: string): void {
    this.#all.append(name, value);
  }
  set(name: string, value: string): void {
    this.#all.set(name, value);
  }
  delete(name: string): void {
    this.#all.delete(name);
  }
  forEach(visit: Visit): void {
    this.#all.forEach((value, name) => visit(value, name, this));
  }
  entries(): ReturnType<Headers['entries']> {
    return this.#all.entries();
  }
  keys(): ReturnType<Headers['keys']> {
    return this.#all.keys();
  }
  values(): ReturnType<Headers['values']> {
    return this.#all.values();
  }
  [Symbol.iterator](): ReturnType<Headers['entries']> {
    return this.#all.entries();
  }
}
