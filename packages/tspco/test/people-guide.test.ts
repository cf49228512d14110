/** The guide on people is true: its code compiles, runs, and prints what it says. */
import { readFile } from 'node:fs/promises';
import { inspect } from 'node:util';
import type { PCO } from 'tspco';
import * as people from 'tspco/people';
import { expect, test } from 'vitest';
import { startChurch, type PracticeChurch } from './support/people.ts';
import { compile } from './types/support/compiler.ts';

const guide = await readFile(new URL('../../../docs/people.md', import.meta.url), 'utf8');
const program = [...guide.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code).join('\n');

test('it compiles', () => {
  expect(program.split('\n').length).toBeGreaterThan(20);
  expect(compile(program).messages).toEqual([]);
});

test('it prints what it says', async () => {
  const { pco } = await churchOfTheGuide();
  const announced = [...program.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => text);
  expect(announced.length).toBeGreaterThan(6);
  expect(await printed(program, pco)).toEqual(announced);
});

/** Runs a program, whose client is this one, and gives the lines that it prints. */
async function printed(code: string, pco: PCO): Promise<string[]> {
  const lines: string[] = [];
  const log = (...values: readonly unknown[]): void => {
    lines.push(values.map((value) => (typeof value === 'string' ? value : inspect(value))).join(' '));
  };
  const given: Readonly<Record<string, unknown>> = {
    ...people,
    PCO: { fromEnv: () => pco },
    console: { log },
  };
  const body = code.replaceAll(/^import .*$/gm, '');
  const AsyncFunction = Object.getPrototypeOf(printed).constructor as new (
    ...texts: readonly string[]
  ) => (...values: readonly unknown[]) => Promise<void>;
  await new AsyncFunction(...Object.keys(given), body)(...Object.values(given));
  return lines;
}

/** Ada, whose id was 1234 once, and the fields of which the guide speaks. */
async function churchOfTheGuide(): Promise<PracticeChurch> {
  const church = await startChurch();
  const { emulator, pco } = church;
  // Of the invented church, nobody has a value in a field.
  for (const { data } of await pco.iterate('/people/v2/field_data').toArray())
    await pco.delete(`/people/v2/field_data/${data.id}`);
  await emulator.control.load('people', { data: [ADA, MERGER] });
  for (const name of ['Kitchen', 'Nursery']) {
    const { data: tab } = await pco.post('/people/v2/tabs', pco.template('Tab', { name }));
    await pco.post(
      `/people/v2/tabs/${tab.id}/field_definitions`,
      pco.template('FieldDefinition', { name: 'Allergies', data_type: 'string' }),
    );
  }
  const fields = people.customFields(pco);
  await fields.set('5678', 'Baptized', true);
  await fields.set('5678', 'T-Shirt Size', 'M');
  return church;
}

const ADA = {
  type: 'Person',
  id: '5678',
  attributes: { first_name: 'Ada', last_name: 'Rolfe' },
};

const MERGER = {
  type: 'PersonMerger',
  id: '1',
  attributes: {
    created_at: '2026-02-01T10:00:00Z',
    person_to_keep_id: 5678,
    person_to_remove_id: 1234,
  },
};
