import type { PCO } from '../pco.ts';

/**
 * A custom field, as the church defined it.
 *
 * @example
 * ```ts
 * const sizes = (await fields.definitions()).find(({ name }) => name === 'T-Shirt Size')?.options; // ['S', 'M', 'L']
 * ```
 */
export interface CustomField {
  readonly id: string;
  readonly name: string;
  /** The name of the tab that it stands on; `undefined` when the server does not say. */
  readonly tab: string | undefined;
  /** Planning Center's name of its kind: `string`, `text`, `boolean`, `number`, `date`, `select`, `checkboxes`, `file` … */
  readonly dataType: string;
  /** What can be chosen, in its order; empty for fields without options. */
  readonly options: readonly string[];
}

/** Reads all fields in use, tab by tab in the order in which the church has them. Deleted ones are left out. */
export async function readDefinitions(pco: PCO): Promise<readonly CustomField[]> {
  const found: { readonly field: CustomField; readonly tabSequence: number | null }[] = [];
  const definitions = pco.iterate('/people/v2/field_definitions', {
    include: ['field_options', 'tab'],
    order: 'sequence',
  });
  for await (const { data, included } of definitions) {
    const { name, data_type: dataType, deleted_at: deleted } = data.attributes;
    if (deleted !== null && deleted !== undefined) continue;
    const tab = included.find((resource) => resource.type === 'Tab')?.attributes;
    const options = included.filter((resource) => resource.type === 'FieldOption');
    const field = {
      id: data.id,
      name: name ?? '',
      tab: tab?.name ?? undefined,
      dataType: dataType ?? '',
      options: options
        .map(({ attributes }) => attributes)
        .sort((a, b) => inOrder(a.sequence, b.sequence))
        .map(({ value }) => value ?? ''),
    };
    found.push({ field, tabSequence: tab?.sequence ?? null });
  }
  // Sequences of fields count within their tabs.
  found.sort((a, b) => inOrder(a.tabSequence, b.tabSequence));
  return found.map(({ field }) => field);
}

const inOrder = (a: number | null, b: number | null): number => (a ?? 0) - (b ?? 0);
