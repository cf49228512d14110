/** What the program touches of the world. Tests give their own. */
export interface Context {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that paths of files are relative to. */
  readonly cwd: string;
  /** What a person types to run a command; default `pco`. */
  readonly typedAs?: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Aborted when somebody presses Ctrl-C or ends the program, with an {@link Interrupted} as its reason. */
  readonly signal: AbortSignal;
  /** Asks a person. */
  readonly prompts: Prompts;
  /** Shows a person an address. Rejects when there is no browser. */
  readonly openBrowser: (url: string) => Promise<void>;
}

/** Where results or messages go. */
export interface Output {
  /** Resolves when more may be written. */
  write(text: string): Promise<void>;
  readonly isTerminal: boolean;
  /** Characters in a line, where that is known. */
  readonly columns: number | undefined;
}

/** Where answers and payloads come from. */
export interface Input {
  readonly isTerminal: boolean;
  /** Everything until its end. */
  readAll(): Promise<string>;
}

/** The questions that can be asked. Each throws {@link Interrupted} when the person leaves. */
export interface Prompts {
  /** The answer is shown while it is typed. */
  text(question: Question): Promise<string>;
  /** The answer is not shown. */
  secret(question: Question): Promise<string>;
  /** Yes or no; no unless the person says otherwise. */
  confirm(message: string): Promise<boolean>;
  /** One of several. */
  select(message: string, choices: readonly string[]): Promise<string>;
}

/** A question for a text. */
export interface Question {
  readonly message: string;
  readonly placeholder?: string;
  /** What is wrong with an answer, `undefined` when nothing is. */
  readonly validate?: (answer: string) => string | undefined;
}

/** Somebody ended the program: Ctrl-C, a closed terminal, or the system. */
export class Interrupted extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super('Interrupted.');
    this.exitCode = exitCode;
  }
}

/** Whoever read what is written has gone, as `| head` does. */
export class ClosedPipe extends Error {}
