import { confirm, isCancel, password, select, text } from '@clack/prompts';
import { Interrupted, type Prompts } from './context.ts';
import { EXIT } from './exit-codes.ts';

/** Questions on standard error, so that what is written out holds results only. */
export function clackPrompts(signal: AbortSignal): Prompts {
  const common = { output: process.stderr, signal };
  return {
    async text({ message, placeholder, validate }) {
      const answer = await text({
        ...common,
        message,
        ...(placeholder === undefined ? {} : { placeholder }),
        validate: (value) => validate?.((value ?? '').trim()),
      });
      return answered(answer).trim();
    },
    async secret({ message, validate }) {
      const answer = await password({
        ...common,
        message,
        validate: (value) => validate?.((value ?? '').trim()),
      });
      return answered(answer).trim();
    },
    confirm: async (message) => answered(await confirm({ ...common, message, initialValue: false })),
    select: async (message, choices) =>
      answered(
        await select({ ...common, message, options: choices.map((value) => ({ value, label: value })) }),
      ),
  };
}

function answered<Answer>(answer: Answer): Exclude<Answer, symbol> {
  if (isCancel(answer)) throw new Interrupted(EXIT.interrupted);
  return answer as Exclude<Answer, symbol>;
}
