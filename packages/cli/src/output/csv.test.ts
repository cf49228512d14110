import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvHeader, csvRows, harmless } from './csv.ts';

it.each([
  ['=HYPERLINK("https://example.org","x")', `'=HYPERLINK("https://example.org","x")`],
  ['@SUM(1+1)', "'@SUM(1+1)"],
  ["+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"],
  ['-2+3+A1', "'-2+3+A1"],
  ['\tx', "'\tx"],
  ['+1 (555) 010-4477', '+1 (555) 010-4477'],
  ['-118.1445', '-118.1445'],
  ['Ada = Rolfe', 'Ada = Rolfe'],
  ['', ''],
])('makes %j harmless as %j', (text, written) => {
  expect(harmless(text)).toBe(written);
});

it('leaves no cell that a spreadsheet would run', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '1', 'a', '(', '"', "'", ','),
      }),
      (text) => {
        const written = harmless(text);
        expect(/^[=@\t\r]/.test(written)).toBe(false);
        expect(/^[+-]/.test(written) && /[a-z=@|!"']/i.test(written)).toBe(false);
      },
    ),
  );
});

it('writes texts with commas, quotes and lines so that they can be read again', () => {
  const csv = { columns: ['id', 'emails.address', 'note', 'address'], escape: true };
  expect(csvHeader(csv)).toBe('id,emails.address,note,address\n');
  const record = {
    id: '1',
    emails: [{ address: 'a@example.org' }, { address: 'b@example.org' }],
    note: 'She said "yes",\nand left.',
    address: { city: 'Ulm' },
  };
  expect(csvRows([record], csv)).toBe(
    '1,a@example.org; b@example.org,"She said ""yes"",\nand left.","{""city"":""Ulm""}"\n',
  );
  expect(csvRows([{ note: '=1' }], { columns: ['note'], escape: false })).toBe('=1\n');
});
