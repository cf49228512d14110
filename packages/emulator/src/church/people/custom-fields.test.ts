import { expect, it } from 'vitest';
import { refs } from '../../store/identifiers.ts';
import { Church } from '../../store/church.ts';
import { textOf, type StoredRecord } from '../../store/record.ts';
import { seedChurch } from '../seed-church.ts';

const NOW = Date.UTC(2026, 10, 23, 12);

function peopleOf(count: number): ReturnType<Church['app']> {
  const church = new Church({ now: () => NOW });
  seedChurch(church, { people: count, seed: 1 });
  return church.app('people');
}

const store = peopleOf(500);

/** What a datum of a field of each type looks like. */
const SHAPES: Readonly<Record<string, (value: string, options: readonly string[]) => boolean>> = {
  boolean: (value) => value === 'true' || value === 'false',
  checkboxes: (value, options) => options.includes(value),
  date: (value) => /^\d{4}-\d\d-\d\d$/.test(value),
  file: (value) => /^\w+\.pdf$/.test(value),
  number: (value) => /^\d+$/.test(value),
  select: (value, options) => options.includes(value),
  string: (value) => value.length > 0 && !value.includes('\n'),
  text: (value) => value.length > 0,
};

function fieldOf(datum: StoredRecord): StoredRecord {
  const [ref] = refs(datum.relations['field_definition']);
  const field = ref && store.get(ref.type, ref.id);
  if (!field) throw new Error('The datum has no field.');
  return field;
}

it.each([1, 40])('the church has data of fields of every type, among %i people', (count) => {
  const people = peopleOf(count);
  const used = people
    .all('FieldDefinition')
    .filter((field) => people.pointingAt('FieldDatum', 'field_definition', field).length > 0);
  const types = new Set(used.map(({ attributes }) => textOf(attributes['data_type'])));
  expect([...types].sort()).toEqual(Object.keys(SHAPES));
});

it.each(Object.keys(SHAPES))('a datum of a field of type %s has a value of that type', (type) => {
  const data = store
    .all('FieldDatum')
    .filter((datum) => fieldOf(datum).attributes['data_type'] === type)
    .map((datum) => ({ datum, field: fieldOf(datum) }));
  expect(data.length).toBeGreaterThan(5);
  for (const { datum, field } of data) {
    const options = store.pointingAt('FieldOption', 'field_definition', field);
    const value = textOf(datum.attributes['value']);
    const texts = options.map(({ attributes }) => textOf(attributes['value']));
    expect([value, SHAPES[type]?.(value, texts)]).toEqual([value, true]);
    const [chosen] = refs(datum.relations['field_option']);
    expect(chosen?.id).toBe(options.find(({ attributes }) => attributes['value'] === value)?.id);
  }
});

it('only a file has an address, a name, a type and a size', () => {
  for (const datum of store.all('FieldDatum')) {
    const { file, file_content_type, file_name, file_size, value } = datum.attributes;
    const isFile = fieldOf(datum).attributes['data_type'] === 'file';
    expect([file_content_type, file_name, file_size].map((one) => one !== null)).toEqual(
      [1, 2, 3].map(() => isFile),
    );
    expect(file).toEqual({ url: isFile ? expect.stringMatching(/^https:.*\.pdf$/) : null });
    if (isFile) expect(file_name).toBe(value);
  }
});

it('nobody has two values in a field where only one can be chosen', () => {
  const seen = new Set<string>();
  for (const datum of store.all('FieldDatum')) {
    const field = fieldOf(datum);
    const single = field.attributes['data_type'] !== 'checkboxes';
    const key = `${refs(datum.relations['customizable'])[0]?.id} ${field.id} ${single ? '' : textOf(datum.attributes['value'])}`;
    expect(seen.has(key)).toBe(false);
    seen.add(key);
  }
});
