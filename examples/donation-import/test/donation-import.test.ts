import { appendFile, copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FaultRule } from '@tspco/emulator';
import { freshChurch, type FreshChurch } from '@tspco/emulator/testing';
import { PCO } from 'tspco';
import { describe, expect, it } from 'vitest';
import { emptyFolder, runExample, startChurch } from '../../support/run-example.ts';
import { findNames, importDonations } from '../import-donations.js';
import { openLedger, type Ledger } from '../ledger.js';
import { amountOf, readDonations } from '../read-donations.js';

const sample = fileURLToPath(new URL('../donations.csv', import.meta.url));
const HEAD = 'reference,received_on,person_id,method,fund,amount\n';

async function copyOfSample(): Promise<string> {
  const file = join(await emptyFolder(), 'donations.csv');
  await copyFile(sample, file);
  return file;
}

/** What stands in the batches that imports have made: amounts and funds of each donation. */
async function imported(pco: PCO): Promise<{ readonly batches: number; readonly amounts: number[] }> {
  const batches = await pco.iterate('/giving/v2/batches').toArray();
  const ours = batches.filter(({ data }) => /import/.test(data.attributes.description ?? ''));
  const amounts: number[] = [];
  for (const { data } of ours) {
    const donations = await pco.iterate(`/giving/v2/batches/${data.id}/donations`).toArray();
    amounts.push(...donations.map((donation) => donation.data.attributes.amount_cents ?? 0));
  }
  return { batches: ours.length, amounts: amounts.sort((a, b) => a - b) };
}

/** One run of the import in this process, against a church without a port. */
async function run(
  pco: PCO,
  file: string,
  spoil = (ledger: Ledger): Ledger => ledger,
): Promise<{ readonly sent: number; readonly left: number; readonly refused: string[] }> {
  const donations = readDonations(await readFile(file, 'utf8'));
  const names = await findNames(pco, donations, undefined);
  const ledger = await openLedger(`${file}.ledger`);
  try {
    return await importDonations(pco, donations, {
      ledger: spoil(ledger),
      names,
      title: 'import',
      settle: 0,
    });
  } finally {
    await ledger.close();
  }
}

const clientOf = (church: FreshChurch): PCO => new PCO(church.pcoOptions);
const WHOLE = { batches: 1, amounts: [700, 2515, 5000] };

describe('the program', () => {
  it('sends nothing in a dry run, each donation once otherwise, and commits when it is told to', async () => {
    const { emulator, variables } = await startChurch();
    const pco = new PCO({ token: emulator.accessToken, apiBase: variables['PCO_API_BASE'] ?? '' });
    const file = await copyOfSample();
    const dry = await runExample('donation-import', [file, '--dry-run'], variables);
    expect(dry).toEqual({
      code: 0,
      out: '3 donations of 82.15 in all would be sent; 0 were sent before.\n',
      error: '',
    });
    expect(await imported(pco)).toEqual({ batches: 0, amounts: [] });

    const first = await runExample('donation-import', [file, '--source', 'Donor-Advised Fund'], variables);
    expect([first.code, first.error]).toEqual([0, '']);
    expect(first.out).toMatch(
      /^3 sent into batch \d+; with those of earlier runs 3 of 3\.\nLook at the batch/,
    );
    expect(await imported(pco)).toEqual(WHOLE);

    const second = await runExample('donation-import', [file, '--commit'], variables);
    expect([second.code, second.error]).toEqual([0, '']);
    expect(second.out).toMatch(/^0 sent into batch \d+; .* 3 of 3\.\nBatch \d+ is being committed\.\n$/);
    expect(await imported(pco)).toEqual(WHOLE);
    await emulator.control.clock.advance(10_000);
    const third = await runExample('donation-import', [file, '--commit'], variables);
    expect(third.out).toMatch(/Batch \d+ is committed already\.\n$/);

    await appendFile(file, 'bank-0004,2026-11-23,10000003,cash,General,1\n');
    const late = await runExample('donation-import', [file], variables);
    expect(late.code).toBe(1);
    expect(late.error).toMatch(/^Batch \d+ is committed already, and 1 donations are not in it\./);
  });

  it('sends the others when one is refused, does not commit, and goes on when it was corrected', async () => {
    const { emulator, variables } = await startChurch();
    const pco = new PCO({ token: emulator.accessToken, apiBase: variables['PCO_API_BASE'] ?? '' });
    const file = await copyOfSample();
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll(',10000002,', ',99,'));
    const first = await runExample('donation-import', [file, '--commit'], variables);
    expect([first.code, first.out]).toEqual([1, expect.stringMatching(/^2 sent .* 2 of 3\.\n$/)]);
    expect(first.error).toMatch(/^Refused: bank-0002: /);
    await writeFile(file, text);
    const second = await runExample('donation-import', [file], variables);
    expect([second.code, second.out]).toEqual([0, expect.stringMatching(/^1 sent .* 3 of 3\./)]);
    expect(await imported(pco)).toEqual(WHOLE);
  });

  it('does not run beside another one, and says so after a crash, too', async () => {
    const { variables } = await startChurch();
    const file = await copyOfSample();
    await writeFile(`${file}.ledger.lock`, '');
    const { code, error } = await runExample('donation-import', [file], variables);
    expect(code).toBe(1);
    expect(error).toContain(`If none is running, delete ${file}.ledger.lock`);
  });

  it('says which funds and sources are not there before it sends anything', async () => {
    const { variables } = await startChurch();
    const file = join(await emptyFolder(), 'donations.csv');
    await writeFile(file, `${HEAD}a,2026-11-22,10000001,cash,Rockets,1\n`);
    const { code, error } = await runExample('donation-import', [file], variables);
    expect([code, error.split('\n')[0]]).toEqual([1, 'There is no fund called Rockets.']);
    const other = await runExample(
      'donation-import',
      [await copyOfSample(), '--source', 'Nobody'],
      variables,
    );
    expect(other.error).toMatch(/^There is no payment source called Nobody\./);
  });
});

describe('no donation is doubled or lost', () => {
  const posts = [1, 2, 3, 4];
  const lost: FaultRule[][] = posts.flatMap((nth) =>
    [true, false].map((processed): FaultRule[] => [
      { fault: 'error', status: 502, method: 'POST', path: '/giving/v2/batches**', nth, processed },
    ]),
  );
  it.each(lost)('when the answer to a request is lost: %j', async (fault) => {
    const church = freshChurch();
    const pco = clientOf(church);
    const file = await copyOfSample();
    church.control.faults.set([fault]);
    await expect(run(pco, file)).rejects.toMatchObject({ sent: 'yes' });
    church.control.faults.clear();
    expect((await run(pco, file)).left).toBe(0);
    expect(await imported(pco)).toEqual(WHOLE);
  });

  it('when it crashes before or after any line of the ledger', async () => {
    const crash = new Error('crash');
    for (let at = 0; at < 8; at += 1) {
      for (const after of [false, true]) {
        const pco = clientOf(freshChurch());
        const file = await copyOfSample();
        let line = 0;
        const spoil = (ledger: Ledger): Ledger => ({
          ...ledger,
          entries: ledger.entries,
          append: async (entry) => {
            const crashes = line++ === at;
            if (!crashes || after) await ledger.append(entry);
            if (crashes) throw crash;
          },
        });
        await expect(run(pco, file, spoil)).rejects.toBe(crash);
        expect((await run(pco, file)).left).toBe(0);
        expect(await imported(pco)).toEqual(WHOLE);
      }
    }
  });

  it('when a crash has cut the last line of the ledger', async () => {
    const pco = clientOf(freshChurch());
    const file = await copyOfSample();
    await run(pco, file);
    const text = await readFile(`${file}.ledger`, 'utf8');
    await writeFile(`${file}.ledger`, text.slice(0, -20));
    expect((await run(pco, file)).sent).toBe(0);
    expect(await imported(pco)).toEqual(WHOLE);
    // The ledger is whole again.
    expect((await run(pco, file)).sent).toBe(0);
  });

  it('when somebody else has put a donation into the batch while one is in doubt', async () => {
    const church = freshChurch();
    const pco = clientOf(church);
    const file = await copyOfSample();
    church.control.faults.set([
      { fault: 'error', status: 502, method: 'POST', path: '/giving/v2/batches/*/donations', nth: 1 },
    ]);
    await expect(run(pco, file)).rejects.toMatchObject({ statusCode: 502 });
    church.control.faults.clear();
    const batches = await pco.iterate('/giving/v2/batches').toArray();
    const batch = batches.find(({ data }) => data.attributes.description?.includes('import'));
    await pco.post(`/giving/v2/batches/${batch?.data.id ?? ''}/donations`, {
      data: { type: 'Donation', attributes: { payment_method: 'cash' } },
      included: [
        {
          type: 'Designation',
          attributes: { amount_cents: 1 },
          relationships: { fund: { data: { type: 'Fund', id: '10000001' } } },
        },
      ],
    });
    await expect(run(pco, file)).rejects.toThrow(/^Somebody else has put donations into batch/);
  });

  it('when the file was changed behind what was sent', async () => {
    const pco = clientOf(freshChurch());
    const file = await copyOfSample();
    await run(pco, file);
    await writeFile(file, (await readFile(file, 'utf8')).replace('50.00', '5.00'));
    await expect(run(pco, file)).rejects.toThrow(/^The file was changed after these were sent: bank-0001\./);
  });
});

describe('the file', () => {
  it('is read in cents, lines of one reference as one donation', () => {
    const donations = readDonations(
      `\uFEFF${HEAD}a,2026-11-22,7,check,General,1.15\na,2026-11-22,7,check,Missions,1234567.10\nb,2026-11-22,8,cash,General,7\n`,
    );
    expect(donations.map((donation) => [donation.reference, amountOf(donation)])).toEqual([
      ['a', 123456825],
      ['b', 700],
    ]);
  });

  it('is refused with all that is wrong', () => {
    const lines = [
      'a,2026-11-22,7,check,General,1',
      'a,2026-11-22,8,check,Missions,1',
      'a,2026-11-22,7,check,General,2',
      ',2026-02-30,x,gold,,0.00',
      'b,2026-11-22,7,check,General,"1,000.00"',
      'c,2026-11-22,7,check,General,1.5',
    ];
    expect(() => readDonations(HEAD + lines.join('\n'))).toThrow(
      [
        'Line 3: another donation has the reference a, too.',
        'Line 4: a names the fund General twice.',
        'Line 5: the reference is missing, received_on must be a day such as 2026-11-29, not "2026-02-30", ' +
          'person_id must be the id of a person, not "x", method must be one of ach, card, cash, check, not "gold", ' +
          'the fund is missing, amount must be more than nothing and such as 25.00, not "0.00".',
        'Line 6: amount must be more than nothing and such as 25.00, not "1,000.00".',
        'Line 7: amount must be more than nothing and such as 25.00, not "1.5".',
      ].join('\n'),
    );
    expect(() => readDonations('reference,amount\na,1\n')).toThrow(
      /^It lacks the columns received_on, person_id,/,
    );
    expect(() => readDonations('')).toThrow('There is no donation in it.');
  });
});
