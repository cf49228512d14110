/**
 * The pictures of the guide on types show what an editor really offers. After a change that is meant, draw them anew:
 * `npx vitest run packages/tspco/test/types/pictures.test.ts -u`.
 */
import { expect, test } from 'vitest';
import { openEditor } from './support/compiler.ts';
import { drawCompletion } from './support/picture.ts';

const editor = openEditor();

test.each([
  ['path', `const emails = await pco.get('/people/v2/people/1/|')`],
  ['include', `const people = pco.iterate('/people/v2/people', { include: ['emails', 'ho|'] })`],
  ['where', `pco.iterate('/people/v2/people', { where: { se| } })`],
  ['attributes', `const { data } = await pco.get('/people/v2/people/1')\nconsole.log(data.attributes.|)`],
])('completion of %s', async (name, code) => {
  const picture = drawCompletion(code, editor.complete(code));
  await expect(picture).toMatchFileSnapshot(`../../../../docs/images/completion-${name}.svg`);
});
