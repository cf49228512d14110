const COMMANDS =
  'api|auth|completion|delete|describe|doctor|emulator|export|get|help|list|patch|post|upload|webhooks';
const AS_WRITTEN = new RegExp(`(?<!npx )\\bpco (?=(?:${COMMANDS})\\b)`, 'g');

/** The commands that a text names, as this person types them: not everybody who runs `pco` has it as a command. */
export function asTyped(text: string, typedAs = 'pco'): string {
  return typedAs === 'pco' ? text : text.replaceAll(AS_WRITTEN, `${typedAs} `);
}

/** What was typed to start this process. Of what `npx` fetches, `npx pco` would be another package. */
export function typedAsIn(
  env: Readonly<Record<string, string | undefined>>,
  program: string | undefined,
): string {
  if (env['npm_command'] !== 'exec') return 'pco';
  return /[\\/]_npx[\\/]/.test(program ?? '') ? 'npx @tspco/cli' : 'npx pco';
}
