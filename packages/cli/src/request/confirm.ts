import { Failure, usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';

/** What cannot be undone, and is asked for before it is done. */
export interface Confirmation {
  /** `--yes` */
  readonly yes: boolean;
  /** What it is about, as in "whether to delete it". */
  readonly whether: string;
  /** Asked for only when somebody is there to read it. */
  readonly question: () => string | Promise<string>;
  /** What is told to whoever says no. */
  readonly refused: string;
}

/**
 * Asks whether something is to be done.
 *
 * @throws {@link Failure} when it is not, or nobody can be asked
 */
export async function confirm(
  { isInteractive, context }: Invocation,
  { yes, whether, question, refused }: Confirmation,
): Promise<void> {
  if (yes) return;
  if (!isInteractive) {
    throw usageFailure(`Nobody can be asked here whether ${whether}.`, 'Add --yes if you are sure.');
  }
  if (!(await context.prompts.confirm(await question()))) throw new Failure(refused);
}
