import type { PCO } from 'tspco';
import type { Context, Output } from './context.ts';
import { styleFor, type Style } from './output/style.ts';
import type { Secrets } from './secrets.ts';

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
    this.#client ??= import('./credentials/create-client.ts').then(({ createClient }) => createClient(this));
    return this.#client;
  }

  /** Writes a result. */
  print(text: string): Promise<void> {
    return this.context.stdout.write(text);
  }

  /** Tells the person something, where it is no part of the result. */
  note(text: string): Promise<void> {
    return writeLine(this.context.stderr, this.secrets.redact(text));
  }
}

function writeLine(output: Output, text: string): Promise<void> {
  return output.write(`${text}\n`);
}
