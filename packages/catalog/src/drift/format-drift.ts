import type { Difference } from './difference.ts';
import type { Drift } from './drift.ts';

/** A report for people: one line for each difference, by type. */
export function formatDrift({ source, app, version, documentVersion, differences, notes }: Drift): string {
  const of =
    documentVersion !== undefined && documentVersion !== version ? `, which is of ${documentVersion}` : '';
  const count = differences.length === 1 ? '1 difference' : `${differences.length || 'no'} differences`;
  const lines = differences.map((difference, index) => {
    const heading = difference.type ?? 'The app';
    const isFirst = index === 0 || (differences[index - 1]?.type ?? 'The app') !== heading;
    return `${isFirst ? `\n${heading}\n` : ''}  ${line(difference)}`;
  });
  const left = notes.length > 0 ? ['\nLeft out:', ...notes.map((note) => `  ${note}`)] : [];
  return [`${app} ${version} against ${source}${of}: ${count}`, ...lines, ...left].join('\n');
}

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;

function line({ change, part, name, edge, property, catalog, document }: Difference): string {
  const what = [part, edge === undefined ? name : `${edge}=${name ?? ''}`].filter(Boolean).join(' ');
  const detail =
    property === undefined ? '' : `: ${property} ${catalog ?? 'nothing'} → ${document ?? 'nothing'}`;
  return `${SIGNS[change]} ${what}${detail}`;
}
