import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { Context } from './context.ts';

/** The same surroundings with the variables of a file. As with node, those that are set already stay as they are. */
export async function withEnvFile(context: Context, file: string): Promise<Context> {
  const variables = parseEnv(await readFile(resolve(context.cwd, file), 'utf8'));
  return { ...context, env: { ...variables, ...context.env } };
}
