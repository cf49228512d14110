import type { PCO } from 'tspco';
import type { Context } from './context.ts';
import { styleFor, type Layout, type Style } from './output/style.ts';
import type { Secrets } from './secrets.ts';
import { asTyped } from './typed-as.ts';

/** Where nobody says how wide a line may be; some terminals say 0. */
const USUAL_WIDTH = 80;

/** The options that every command has. */
export interface GlobalOptions {
  readonly profile?: string;
  readonly emulator?: true;
  readonly readOnly?: true;
  readonly debug?: true;
  /** More variables of the environment. */
  readonly envFile?: string;
  /** `false` with `--no-color`. */
  readonly color?: boolean;
}

/** One run of one command: the world, what was said to every command, and the client that follows from both. */
export class Invocation {
  readonly context: Context;
  readonly globals: GlobalOptions;
  readonly secrets: Secrets;
  /** For results. */
  readonly style: Style;
  #client: Promise<PCO> | undefined;

  constructor(context: Context, globals: GlobalOptions, secrets: Secrets) {
    this.context = context;
    this.globals = globals;
    this.secrets = secrets;
    this.style = styleFor(context.stdout, context.env, globals);
  }

  /** For messages. */
  get messageStyle(): Style {
    return styleFor(this.context.stderr, this.context.env, this.globals);
  }

  /** For results that are texts. */
  get layout(): Layout {
    return { style: this.style, width: this.context.stdout.columns ?? USUAL_WIDTH };
  }

  get readOnly(): boolean {
    return this.globals.readOnly === true || /^(1|true|yes)$/i.test(this.context.env['PCO_READ_ONLY'] ?? '');
  }

  /** Whether there is somebody to answer questions, and to read them. */
  get isInteractive(): boolean {
    const { stdin, stderr, env } = this.context;
    return stdin.isTerminal && stderr.isTerminal && (env['CI'] ?? '') === '';
  }

  /** The client of whoever is meant; on a terminal, somebody without credentials is asked for them. */
  client(): Promise<PCO> {
    this.#client ??= import('./auth/signed-in-client.ts').then(({ signedInClient }) => signedInClient(this));
    return this.#client;
  }

  /** Writes a result. */
  print(text: string): Promise<void> {
    return this.context.stdout.write(text);
  }

  /** A text about commands, with each as this person types it. */
  asTyped(text: string): string {
    return asTyped(text, this.context.typedAs);
  }

  /** Tells the person something, where it is no part of the result. */
  note(text: string): Promise<void> {
    return this.context.stderr.write(`${this.asTyped(this.secrets.redact(text))}\n`);
  }
}
