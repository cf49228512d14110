import { describe, expect, it } from 'vitest';
import { styleFor } from './style.ts';
import { detailTable, recordTable } from './table.ts';
import { printable } from './printable.ts';

const style = styleFor({ isTerminal: false, columns: 80, write: () => Promise.resolve() }, {});
const EVIL = 'Ada\u001B]0;gone\u0007\u001B[2J\u009B31m Rolfe';

it('leaves nothing that a terminal would obey', () => {
  expect(printable(EVIL)).toBe('Ada]0;gone[2J31m Rolfe');
  expect(printable('one\ttwo\r\nthree')).toBe('one\ttwo\nthree');
  expect(printable('Zoë 教会 🎵')).toBe('Zoë 教会 🎵');
});

describe('a table', () => {
  it.each([
    recordTable([{ id: '1', name: EVIL }], { width: 80, style }),
    detailTable({ id: '1', name: EVIL }, { width: 80, style }),
  ])('shows names without it: %j', (text) => {
    expect(text).toContain('Rolfe');
    expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
  });
});
