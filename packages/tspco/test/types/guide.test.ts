/** The guide on types is true: its code compiles, and what it says the compiler says, the compiler says. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { compile } from './support/compiler.ts';

const HEAD = `import { PCO, related, segment, type QueryAt, type RecordAt, type ResourceAt } from 'tspco';
const pco = new PCO({ applicationId: 'a', secret: 'b' });
declare const id: string;
`;

const guide = await readFile(new URL('../../../../docs/types.md', import.meta.url), 'utf8');
const blocks = [...guide.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => ({
  code,
  firstLine: code.split('\n')[0],
}));

test('there is code in it', () => {
  expect(blocks.length).toBeGreaterThan(10);
});

test.each(blocks)('block %$: $firstLine', ({ code }) => {
  const { messages } = compile(`${HEAD}export async function program() {\n${code}\n}\n`);
  const announced = [...code.matchAll(/^\/\/ error: (.*)$/gm)].map(([, text = '']) => text);
  expect(messages).toEqual(announced.map((text) => expect.stringContaining(text)));
});
