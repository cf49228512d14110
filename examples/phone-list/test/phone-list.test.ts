import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PCO } from 'tspco';
import { expect, it } from 'vitest';
import { emptyFolder, runExample, startChurch } from '../../support/run-example.ts';

it('writes each mobile number once, and nothing that a spreadsheet would run', async () => {
  const { emulator, variables } = await startChurch({ church: 'empty' });
  const pco = new PCO({ token: emulator.accessToken, apiBase: variables['PCO_API_BASE'] ?? '' });
  const add = async (first_name: string, numbers: [string, string][], status = 'active'): Promise<void> => {
    const person = pco.template('Person', { first_name, last_name: 'Rolfe, "Jr."', status });
    const { data } = await pco.post('/people/v2/people', person);
    for (const [number, location] of numbers)
      await pco.post(
        `/people/v2/people/${data.id}/phone_numbers`,
        pco.template('PhoneNumber', { number, location }),
      );
  };
  await add('=1+1', [
    ['+1 310-555-0101', 'Mobile'],
    ['310-555-0102', 'Home'],
  ]);
  await add('Zoë', [
    ['310-555-0103', 'Mobile'],
    ['310-555-0104', 'Mobile'],
  ]);
  await add('Gone', [['310-555-0105', 'Mobile']], 'inactive');
  await add('Nobody', []);

  const file = join(await emptyFolder(), 'phones.csv');
  const { code, out, error } = await runExample('phone-list', [file], variables);
  expect([code, out, error]).toEqual([0, `3 mobile numbers are in ${file}.\n`, '']);
  const shown = await pco.iterate('/people/v2/phone_numbers').toArray();
  const numberOf = (digits: string): string =>
    shown.map(({ data }) => data.attributes.number ?? '').find((number) => number.endsWith(digits)) ?? '';
  expect(await readFile(file, 'utf8')).toBe(
    `\uFEFFLast name,First name,Mobile\n` +
      `"Rolfe, ""Jr.""",'=1+1,${numberOf('0101')}\n` +
      `"Rolfe, ""Jr.""",Zoë,${numberOf('0103')}\n` +
      `"Rolfe, ""Jr.""",Zoë,${numberOf('0104')}\n`,
  );
});

it('writes nothing when the list cannot be read to its end', async () => {
  const { emulator, variables } = await startChurch({ people: 250 });
  emulator.control.faults.set([{ fault: 'token', as: 'revoked', path: '/people/v2/people', nth: 3 }]);
  const file = join(await emptyFolder(), 'phones.csv');
  const { code, out, error } = await runExample('phone-list', [file], variables);
  expect([code, out]).toEqual([1, '']);
  expect(error).toMatch(/^Read 2\d\d of 250|401/);
  await expect(readFile(file)).rejects.toThrow('ENOENT');
});

it('says which variables are missing', async () => {
  const { code, error } = await runExample('phone-list', [], {});
  expect(code).toBe(1);
  expect(error).toMatch(/^No credentials in the environment\. Set PCO_APPLICATION_ID and PCO_SECRET/);
});
