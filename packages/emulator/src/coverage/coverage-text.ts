import Table from 'cli-table3';
import { QUERY_KINDS, ROUTE_KINDS, type AppCoverage, type Gap, type Share } from './measure-coverage.ts';

/** What was measured, to be read: a table, and what is not answered. Only a terminal gets lines. */
export function coverageText(
  coverages: readonly AppCoverage[],
  { isTerminal }: { isTerminal: boolean },
): string {
  const rows = coverages.map(({ app, version, routes, queries }) => [
    app,
    version,
    ...sharesOf(routes, queries).map(shareText),
  ]);
  const table = new Table({
    ...styleFor(isTerminal),
    head: ['app', 'version', ...HEADINGS],
    colAligns: ['left', 'left', ...HEADINGS.map(() => 'right' as const)],
  });
  table.push(...rows, ['all', '', ...totals(coverages).map(shareText)]);
  const sections = [
    section('Not answered', coverages, ({ unanswered }) => unanswered, isTerminal),
    section('Actions that change nothing', coverages, ({ idleActions }) => idleActions, isTerminal),
    section('Not modelled in queries (501)', coverages, ({ notModelled }) => notModelled, isTerminal),
  ];
  const text = ['Answered, of what the catalog has:', table.toString(), ...sections.flat()].join('\n');
  return `${text.replaceAll(/ +$/gm, '')}\n`;
}

const HEADINGS = [
  'reads',
  'creates',
  'updates',
  'deletes',
  'actions',
  'filters',
  'where',
  'order',
  'include',
];

const LINES_BETWEEN_ROWS = ['left-mid', 'mid', 'mid-mid', 'right-mid'];
const OTHER_LINES = ['top', 'bottom'].flatMap((edge) =>
  ['', '-mid', '-left', '-right'].map((end) => `${edge}${end}`),
);

function styleFor(isTerminal: boolean): Table.TableConstructorOptions {
  const noLines = [...LINES_BETWEEN_ROWS, ...(isTerminal ? [] : [...OTHER_LINES, 'left', 'right'])];
  return {
    chars: {
      ...Object.fromEntries(noLines.map((name) => [name, ''])),
      ...(isTerminal ? {} : { middle: '  ' }),
    },
    style: { head: isTerminal ? ['bold'] : [], border: [], ...(isTerminal ? {} : NO_PADDING) },
    wordWrap: true,
  };
}

const NO_PADDING = { 'padding-left': 0, 'padding-right': 0 };

function sharesOf(routes: AppCoverage['routes'], queries: AppCoverage['queries']): Share[] {
  return [...ROUTE_KINDS.map((kind) => routes[kind]), ...QUERY_KINDS.map((kind) => queries[kind])];
}

function totals(coverages: readonly AppCoverage[]): Share[] {
  const rows = coverages.map(({ routes, queries }) => sharesOf(routes, queries));
  return HEADINGS.map((_, column) => ({
    answered: rows.reduce((sum, row) => sum + (row[column]?.answered ?? 0), 0),
    total: rows.reduce((sum, row) => sum + (row[column]?.total ?? 0), 0),
  }));
}

function shareText({ answered, total }: Share): string {
  return total === 0 ? '–' : `${answered}/${total}`;
}

/** What is missing for the same reason stands together. */
function section(
  title: string,
  coverages: readonly AppCoverage[],
  gapsOf: (coverage: AppCoverage) => readonly Gap[],
  isTerminal: boolean,
): string[] {
  const rows = coverages.flatMap((coverage) => {
    const byReason = new Map<string, string[]>();
    for (const { name, reason } of gapsOf(coverage))
      byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
    return [...byReason].map(([reason, names]) => [coverage.app, names.join(' '), reason]);
  });
  if (rows.length === 0) return [];
  const table = new Table({ ...styleFor(isTerminal), colWidths: [15, 64, 44] });
  table.push(...rows);
  return ['', `${title}:`, table.toString()];
}
