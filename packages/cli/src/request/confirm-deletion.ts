import { PCOError, type AnyDocument, type PCO } from 'tspco';
import type { Invocation } from '../invocation.ts';
import { printable } from '../output/printable.ts';
import { confirm } from './confirm.ts';

/**
 * Asks whether something is to be deleted.
 *
 * @throws {@link Failure} when it is not, or nobody can be asked
 */
export async function confirmDeletion(
  invocation: Invocation,
  { pco, url, yes }: { readonly pco: PCO; readonly url: string; readonly yes: boolean },
): Promise<void> {
  await confirm(invocation, {
    yes,
    whether: 'to delete it',
    question: async () => `Delete ${await nameOf(pco, url, invocation.context.signal)}? It cannot be undone.`,
    refused: 'Nothing was deleted.',
  });
}

/** What a path stands for, as people call it. What cannot be read may be deleted all the same. */
export async function nameOf(pco: PCO, url: string, signal: AbortSignal): Promise<string> {
  try {
    const document = await pco.requestJson<AnyDocument | null>('GET', url, { signal });
    const data = document?.data;
    if (!data || Array.isArray(data)) return url;
    const { type, id, attributes } = data;
    const {
      name,
      title,
      subject,
      address,
      number,
      first_name: first,
    } = attributes as Record<string, unknown>;
    const known = [name, title, subject, address, number, first].find((text) => typeof text === 'string');
    return known === undefined ? `${type} ${id}` : printable(`${type} ${id} (${known})`);
  } catch (error) {
    if (error instanceof PCOError && error.code !== 'ERR_NOT_FOUND') return url;
    throw error;
  }
}
