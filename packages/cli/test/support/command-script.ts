/**
 * Command scripts: what somebody types, and what comes of it. A line begins with
 *
 *   $  the command, with NAME=value before it, and quotes as in a shell
 *   <  standard input            ?  an answer to a prompt (then it is a terminal)
 *   |  standard output           !  standard error
 *   =  the exit code, when it is not 0
 *   #  a comment
 *
 * $DIR is a folder of the script's own, $SERVER an emulator. Beside `pco` there are `cat`, `ls`, `rm` and `write`.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../src/index.ts';
import { testContext } from './test-context.ts';

/** One command of a script. */
export interface Step {
  readonly comments: readonly string[];
  readonly command: string;
  readonly input: readonly string[];
  readonly answers: readonly string[];
  readonly expected: Outcome;
}

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export interface Surroundings {
  readonly folder: string;
  readonly server: string;
}

export function parseScript(text: string): readonly Step[] {
  const steps: Step[] = [];
  for (const block of text.split(/\n\n+/).filter((block) => block.trim() !== '')) {
    const lines = block.replace(/\n$/, '').split('\n');
    const of = (mark: string): string[] =>
      lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(2));
    const [command, ...more] = of('$');
    if (command === undefined || more.length > 0) {
      if (command === undefined && lines.every((line) => line.startsWith('#'))) {
        steps.push({ comments: of('#'), command: '', input: [], answers: [], expected: NOTHING });
        continue;
      }
      throw new Error(`One command between two empty lines, please: ${block}`);
    }
    steps.push({
      comments: of('#'),
      command,
      input: of('<'),
      answers: of('?'),
      expected: {
        stdout: of('|').join('\n'),
        stderr: of('!').join('\n'),
        exitCode: Number(of('=')[0] ?? 0),
      },
    });
  }
  return steps;
}

const NOTHING: Outcome = { stdout: '', stderr: '', exitCode: 0 };

/** The other way round, so that scripts can be written anew. */
export function formatScript(steps: readonly Step[]): string {
  const marked = (mark: string, lines: readonly string[]): string[] =>
    lines.map((line) => (line === '' ? mark : `${mark} ${line}`));
  const texts = steps.map(({ comments, command, input, answers, expected }) => {
    const { stdout, stderr, exitCode } = expected;
    return [
      ...marked('#', comments),
      ...(command === '' ? [] : [`$ ${command}`]),
      ...marked('<', input),
      ...marked('?', answers),
      ...(stdout === '' ? [] : marked('|', stdout.split('\n'))),
      ...(stderr === '' ? [] : marked('!', stderr.split('\n'))),
      ...(exitCode === 0 ? [] : [`= ${exitCode}`]),
    ].join('\n');
  });
  return `${texts.join('\n\n')}\n`;
}

export async function runStep(step: Step, surroundings: Surroundings): Promise<Outcome> {
  const { folder, server } = surroundings;
  const words = wordsOf(step.command.replaceAll('$DIR', folder).replaceAll('$SERVER', server));
  const env: Record<string, string> = {};
  while (/^[A-Z_]+=/.test(words[0] ?? '')) {
    const [name = '', ...value] = (words.shift() ?? '').split('=');
    env[name] = value.join('=');
  }
  const [program, ...args] = words;
  const input = step.input.map((line) => `${line}\n`).join('');
  const outcome =
    program === 'pco'
      ? await runPco(args, { env, input, step, folder })
      : { stdout: await runTool(program ?? '', args, folder, input), stderr: '', exitCode: 0 };
  const tidy = (text: string): string =>
    text
      .replaceAll(folder, '$DIR')
      .replaceAll(server, '$SERVER')
      .replaceAll(process.version, 'vNODE')
      .replace(/\n$/, '');
  return { ...outcome, stdout: tidy(outcome.stdout), stderr: tidy(outcome.stderr) };
}

interface Given {
  readonly env: Readonly<Record<string, string>>;
  readonly input: string;
  readonly step: Step;
  readonly folder: string;
}

async function runPco(args: readonly string[], { env, input, step, folder }: Given): Promise<Outcome> {
  const terminal = step.answers.length > 0 || env['TERMINAL'] !== undefined;
  const { context, stdout, stderr } = testContext({
    env: { PCO_CONFIG_DIR: join(folder, 'config'), ...env },
    cwd: folder,
    input,
    answers: step.answers,
    terminal,
    columns: Number(env['TERMINAL'] || 80),
  });
  const exitCode = await run(args, context);
  return { stdout: stdout(), stderr: stderr(), exitCode };
}

async function runTool(
  tool: string,
  args: readonly string[],
  folder: string,
  input: string,
): Promise<string> {
  const path = join(folder, args[0] ?? '.');
  switch (tool) {
    case 'cat':
      return readFile(path, 'utf8');
    case 'ls': {
      await mkdir(path, { recursive: true });
      return (await readdir(path))
        .sort()
        .map((name) => `${name}\n`)
        .join('');
    }
    case 'rm':
      await rm(path, { recursive: true });
      return '';
    case 'write':
      await writeFile(path, input);
      return '';
    default:
      throw new Error(`Scripts have no ${tool}.`);
  }
}

function wordsOf(command: string): string[] {
  return [...command.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)].map(([word]) =>
    word.replaceAll(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single),
  );
}
