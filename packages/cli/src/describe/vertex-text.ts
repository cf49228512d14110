import type { Attribute, VertexDescription, WriteDescription } from '@tspco/catalog';
import type { Style } from '../output/style.ts';
import { plainTable } from '../output/table.ts';

/** Everything about one type. */
export function vertexText(vertex: VertexDescription, style: Style): string {
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
      [...edges].map(([name, { to, many, create, filter }]) => [
        style('cyan', name),
        `${many ? 'list of ' : ''}${to.type}`,
        create === true ? 'can be posted to' : '',
        filter.list.length === 0 ? '' : `filters: ${filter.list.join(', ')}`,
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
  return [
    `${title}\n`,
    ...sections
      .filter(([, rows]) => rows.length > 0)
      .map(([name, rows]) => `${style('bold', name)}\n${indented(plainTable([], rows, style))}`),
    ...lists
      .filter(([, names]) => names.length > 0)
      .map(([name, names]) => `${style('bold', name)}\n${wrapped(names)}`),
    `It can${canDelete ? '' : 'not'} be deleted.\n`,
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

const ONLY = {
  fields: 'sent only when named in --fields',
  query: 'never sent, but a condition',
  write: 'never sent, but can be set',
  unrendered: 'documented, and never sent',
};

/** With a star behind what must be given. */
function assignable(write: WriteDescription | undefined): readonly string[] {
  if (!write) return [];
  const names = [write.attributes, write.relationships].flatMap((names) =>
    names ? [...names].map(([name, { required }]) => `${name}${required ? '*' : ''}`) : [],
  );
  return names.length === 0 ? ['(no source lists it)'] : names;
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}

const WIDTH = 90;

function wrapped(names: readonly string[]): string {
  const lines = [''];
  for (const name of names) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + name.length + 2 > WIDTH) lines.push(name);
    else lines[lines.length - 1] = last === '' ? name : `${last}, ${name}`;
  }
  return `${lines.map((line) => `  ${line}`).join(',\n')}\n`;
}
