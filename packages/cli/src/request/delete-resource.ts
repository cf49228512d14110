import type { DeleteOptions } from '../commands/delete.ts';
import { usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { confirmDeletion, nameOf } from './confirm-deletion.ts';
import { refuseIfReadOnly } from './refuse-if-read-only.ts';
import { showRequest } from './show-request.ts';
import { targetOf } from './target.ts';

/** Deletes one thing. */
export async function deleteResource(
  invocation: Invocation,
  path: string,
  { check, dryRun, yes = false }: DeleteOptions,
): Promise<void> {
  const { url, place } = targetOf(path, { check });
  if (place && check && place.accepts.delete === false) {
    const { pattern, many } = place;
    throw usageFailure(
      many ? `${pattern} is a list: add the id of what is to be deleted.` : `${pattern} cannot be deleted.`,
    );
  }
  if (!dryRun) refuseIfReadOnly(invocation, 'DELETE');
  const { signal } = invocation.context;
  const pco = await invocation.client();
  if (dryRun) {
    await invocation.note(`It would delete ${await nameOf(pco, url, signal)}.`);
    await showRequest(invocation, { method: 'DELETE', url });
    return;
  }
  await confirmDeletion(invocation, { pco, url, yes });
  await pco.delete(url, {}, { signal });
  await invocation.note(`Deleted ${url}.`);
}
