import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { Context } from './context.ts';

/**
 * The same surroundings with the variables of a file. As with node, those that are set already stay as they are; whoever
 * has forgotten them is told, since the file may name another church.
 */
export async function withEnvFile(context: Context, file: string): Promise<Context> {
  const variables = parseEnv(await readFile(resolve(context.cwd, file), 'utf8'));
  const overruled = Object.keys(variables).filter(
    (name) => context.env[name] !== undefined && context.env[name] !== variables[name],
  );
  if (overruled.length > 0)
    await context.stderr.write(
      `Note: the environment has other values of ${overruled.join(', ')} than ${file}, and they are used: unset them.\n`,
    );
  return { ...context, env: { ...variables, ...context.env } };
}
