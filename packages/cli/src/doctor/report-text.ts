import type { Layout, Style } from '../output/style.ts';
import { notedTable, textTable } from '../output/text-table.ts';
import type { AppFinding } from './examine-app.ts';
import type { Report } from './examine.ts';

/** What was found, for a person. */
export function reportText(report: Report, layout: Layout): string {
  const { style } = layout;
  const { pco, node, credentials, church, person, scopes, apps, clockAhead, rate, problems } = report;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['pco', `${pco} on Node.js ${node}`],
    ['Credentials', credentials],
    ['Church', church],
    ['Person', person],
    ['Scopes', scopes?.join(', ')],
    ['Clock', clockText(clockAhead)],
    ['Rate limit', rateText(rate)],
  ];
  const rows = facts.flatMap(([name, text]) => (text === undefined ? [] : [[style('bold', name), text]]));
  const table =
    apps.length === 0
      ? ''
      : `\n${textTable(
          ['app', '', 'version'],
          apps.map((app) => appRow(app, style)),
          layout,
        )}`;
  const verdict =
    problems.length === 0
      ? style('green', 'All is well.')
      : problems
          .map(
            ({ problem, remedy }) =>
              `${style('red', 'Problem:')} ${problem}${remedy === undefined ? '' : `\n${style('cyan', 'Try:')} ${remedy}`}`,
          )
          .join('\n');
  return `${notedTable(rows, layout.width)}${table}\n${verdict}\n`;
}

function appRow(
  { app, answers, access, status, version, newest }: AppFinding,
  style: Style,
): readonly string[] {
  if (answers) {
    const differs = version !== undefined && newest !== undefined && version !== newest;
    return [
      app,
      style('green', 'answers'),
      differs ? `${version} (${newest} is the newest known)` : (version ?? ''),
    ];
  }
  return [app, access === 'none' ? style('dim', 'no access') : style('red', failureText(status)), ''];
}

function failureText(status: number | undefined): string {
  if (status === undefined) return 'does not answer';
  return status === 401 ? 'refused (401)' : `error (${status})`;
}

function clockText(ahead: number | undefined): string | undefined {
  if (ahead === undefined) return undefined;
  if (Math.abs(ahead) <= 1) return 'as the server has it';
  return `${Math.abs(ahead)} s ${ahead > 0 ? 'ahead of' : 'behind'} the server`;
}

function rateText({ limit, used, period }: Report['rate']): string | undefined {
  return limit === undefined ? undefined : `${used} of ${limit} requests in ${period} s are used`;
}
