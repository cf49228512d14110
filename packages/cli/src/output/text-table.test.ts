import { expect, it } from 'vitest';
import { notedTable, textTable } from './text-table.ts';

const rows = [
  ['source_type', 'string', 'one of donor, qualified_charitable_distribution'],
  ['name', 'string', ''],
];

it.each([
  [
    60,
    `source_type  string  one of donor,
                     qualified_charitable_distribution
name         string
`,
  ],
  [
    24,
    `source_type  string
    one of donor,
    qualified_charitable_distribution
name         string
`,
  ],
  [
    17,
    `source_type
    string
    one of donor,
    qualified_charitable_distribution
name  string
`,
  ],
])('puts notes beside or below, and cuts nothing: %i columns', (width, text) => {
  expect(notedTable(rows, width)).toBe(text);
});

it('puts texts behind each other where columns have no room', () => {
  const style = (_: string, text: string): string => text;
  const table = (width: number): string =>
    textTable(['type', 'list'], [['Batch', '/giving/v2/batches'], ['PaymentMethod']], { width, style });
  expect(table(33)).toBe('type           list\nBatch          /giving/v2/batches\nPaymentMethod\n');
  expect(table(20)).toBe('type           list\nBatch  /giving\n    /v2/batches\nPaymentMethod\n');
});
