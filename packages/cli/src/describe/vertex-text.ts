import type { Attribute, EdgeDescription, VertexDescription, WriteDescription } from '@tspco/catalog';
import type { Layout } from '../output/style.ts';
import { notedTable } from '../output/text-table.ts';
import { wrapped } from '../output/wrap.ts';

/** Everything about one type. */
export function vertexText(vertex: VertexDescription, layout: Layout): string {
  const { style, width } = layout;
  const { app, type, facts, attributes, relationships, edges, actions, where, canDelete } = vertex;
  const title = `${style('bold', type)} in ${app.app} ${app.version}${facts.path === undefined ? '' : `, ${facts.path}`}`;
  const sections: readonly (readonly [string, readonly (readonly string[])[]])[] = [
    [
      'Attributes',
      [...attributes].map(([name, attribute]) => [
        style('cyan', name),
        attribute.type,
        attributeNotes(attribute),
      ]),
    ],
    [
      'Relationships',
      [...relationships].map(([name, { many, types }]) => [
        style('cyan', name),
        `${many ? 'many ' : ''}${types.join(', ')}`,
      ]),
    ],
    [
      'Sub-paths',
      [...edges].map(([name, edge]) => [
        style('cyan', name),
        `${edge.many ? 'list of ' : ''}${edge.to.type}`,
        edgeNotes(edge),
      ]),
    ],
    [
      'Actions',
      [...actions].map(([name, { attributes }]) => [style('cyan', name), Object.keys(attributes).join(', ')]),
    ],
    [
      'Conditions (--where)',
      [...where].map(([name, { type, operators }]) => [
        style('cyan', name),
        type,
        operators.length === 0 ? '' : `also ${operators.map((operator) => `.${operator}`).join(' ')}`,
      ]),
    ],
  ];
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['Includes (--include)', facts.include],
    ['Orders (--order)', facts.order],
    ['Creating takes', assignable(vertex.create)],
    ['Changing takes', assignable(vertex.update)],
  ];
  const inner = width - INDENT.length;
  return [
    `${wrapped(title, width).join('\n')}\n`,
    ...sections
      .filter(([, rows]) => rows.length > 0)
      .map(([name, rows]) => `${style('bold', name)}\n${indented(notedTable(rows, inner))}`),
    ...lists
      .filter(([, names]) => names.length > 0)
      .map(([name, names]) => `${style('bold', name)}\n${indented(listed(names, inner))}`),
    `It can${canDelete ? '' : 'not'} be deleted.\n`,
    ...legend(vertex, layout),
  ].join('\n');
}

function attributeNotes({ nullable, only, enum: values, permission }: Attribute): string {
  const notes = [
    nullable && 'may be null',
    only && ONLY[only],
    values && `one of ${values.join(', ')}`,
    permission && `for ${permission}`,
  ];
  return notes.filter(Boolean).join('; ');
}

/** Explains the words that are Planning Center's own. */
function legend({ attributes }: VertexDescription, { style, width }: Layout): readonly string[] {
  const isLimited = [...attributes].some(([, { permission }]) => permission);
  if (!isLimited) return [];
  return [
    `${wrapped(LIMITED, width)
      .map((line) => style('dim', line))
      .join('\n')}\n`,
  ];
}

const LIMITED = 'for ...: seen only with that permission level, as Planning Center calls it.';

const ONLY = {
  fields: 'sent only when named in --fields',
  query: 'never sent, but a condition',
  write: 'never sent, but can be set',
  unrendered: 'documented, and never sent',
};

function edgeNotes({ create, filter }: EdgeDescription): string {
  const notes = [
    create === true && 'can be posted to',
    filter.list.length > 0 && `filters: ${filter.list.join(', ')}`,
  ];
  return notes.filter(Boolean).join('; ');
}

/** With a star behind what must be given. */
function assignable(write: WriteDescription | undefined): readonly string[] {
  if (!write) return [];
  const names = [write.attributes, write.relationships].flatMap((names) =>
    names ? [...names].map(([name, { required }]) => `${name}${required ? '*' : ''}`) : [],
  );
  return names.length === 0 ? ['(no source lists it)'] : names;
}

const INDENT = '  ';

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, INDENT);
}

function listed(names: readonly string[], width: number): string {
  return `${wrapped(names.join(', '), width).join('\n')}\n`;
}
