import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { PCONotFoundError, PCORequestError, PCOValidationError } from 'tspco';
import { amountOf, fingerprintOf } from './read-donations.js';

/** Something that a person must look at before the import can go on. */
class ImportError extends Error {}

/** @typedef {import('./read-donations.js').Donation} Donation */
/** @typedef {import('./ledger.js').Ledger} Ledger */
/** @typedef {{ funds: Map<string, string>, sourceId: string | undefined }} Names */

/**
 * Finds the ids of the funds, and of the payment source if there is one.
 *
 * @param {import('tspco').PCO} pco
 * @param {Donation[]} donations
 * @param {string | undefined} source
 * @returns {Promise<Names>}
 * @throws {ImportError} that names those that are not there
 */
export async function findNames(pco, donations, source) {
  const all = await pco.iterate('/giving/v2/funds').toArray();
  const funds = new Map(all.map(({ data }) => [data.attributes.name ?? '', data.id]));
  const wanted = new Set(donations.flatMap(({ parts }) => parts.map(({ fund }) => fund)));
  const missing = [...wanted].filter((fund) => !funds.has(fund));
  if (missing.length > 0) throw new ImportError(`There is no fund called ${missing.join(', ')}.`);
  if (source === undefined) return { funds, sourceId: undefined };
  const sources = await pco.iterate('/giving/v2/payment_sources').toArray();
  const sourceId = sources.find(({ data }) => data.attributes.name === source)?.data.id;
  if (sourceId === undefined) throw new ImportError(`There is no payment source called ${source}.`);
  return { funds, sourceId };
}

/**
 * Which donations are still to be sent.
 *
 * @param {Donation[]} donations
 * @param {readonly import('./ledger.js').Entry[]} entries
 * @throws {ImportError} if one stands in the file otherwise than it was sent
 */
export function stillToSend(donations, entries) {
  const { asked, made } = stateOf(entries);
  const changed = donations.filter((donation) => {
    const fingerprint = asked.get(donation.reference)?.fingerprint;
    return fingerprint !== undefined && fingerprint !== fingerprintOf(donation);
  });
  if (changed.length > 0) {
    const names = changed.map(({ reference }) => reference).join(', ');
    throw new ImportError(`The file was changed after these were sent: ${names}. Correct them in Giving.`);
  }
  return donations.filter(({ reference }) => !made.has(reference));
}

/**
 * Sends what was not sent yet, one after the other, into a batch of its own.
 *
 * @param {import('tspco').PCO} pco
 * @param {Donation[]} donations
 * @param {object} how
 * @param {Ledger} how.ledger
 * @param {Names} how.names
 * @param {string} how.title of the batch
 * @param {number} how.settle milliseconds after which what was sent before a crash has arrived, or never will
 * @param {AbortSignal} [how.stop] no further donation is begun
 * @returns {Promise<{ batchId: string, sent: number, refused: string[], left: number }>}
 */
export async function importDonations(pco, donations, { ledger, names, title, settle, stop }) {
  const batchId = await findOrMakeBatch(pco, ledger, { title, settle });
  await clearDoubt(pco, donations, { ledger, batchId, settle });
  const unsent = stillToSend(donations, ledger.entries);
  const { status } = (await pco.get(`/giving/v2/batches/${batchId}`)).data.attributes;
  if (unsent.length > 0 && status !== 'in_progress')
    throw new ImportError(
      `Batch ${batchId} is ${status} already, and ${unsent.length} donations are not in it.`,
    );
  let sent = 0;
  /** @type {string[]} */
  const refused = [];
  for (const donation of unsent) {
    if (stop?.aborted) break;
    const refusal = await send(pco, donation, { ledger, names, batchId });
    if (refusal === undefined) sent += 1;
    else refused.push(`${donation.reference}: ${refusal}`);
  }
  return { batchId, sent, refused, left: unsent.length - sent };
}

/**
 * @param {import('tspco').PCO} pco
 * @param {Donation} donation
 * @param {{ ledger: Ledger, names: Names, batchId: string }} how
 * @returns {Promise<string | undefined>} why it was refused
 */
async function send(pco, donation, { ledger, names, batchId }) {
  const { reference } = donation;
  await ledger.append({ donation: 'asked', reference, fingerprint: fingerprintOf(donation) });
  try {
    const made = await pco.post(`/giving/v2/batches/${batchId}/donations`, payloadOf(donation, names));
    if (made === null) throw new ImportError('The server has answered without the donation.');
    await ledger.append({ donation: 'made', reference, id: made.data.id });
    return undefined;
  } catch (error) {
    if (!wasRefused(error)) throw error;
    await ledger.append({ donation: 'refused', reference });
    // The others may be good. Everything else (a token that is refused, say) concerns them, too.
    if (error instanceof PCOValidationError || error instanceof PCONotFoundError) return error.message;
    throw error;
  }
}

/** Whether it is certain that nothing was carried out. @param {unknown} error */
function wasRefused(error) {
  if (error instanceof PCORequestError && error.statusCode < 500) return true;
  return error instanceof Error && 'sent' in error && error.sent === 'no';
}

/** @param {Donation} donation @param {Names} names */
function payloadOf({ receivedOn, personId, method, parts }, { funds, sourceId }) {
  return {
    data: {
      type: /** @type {const} */ ('Donation'),
      attributes: {
        payment_method: method,
        received_at: receivedOn,
        person_id: personId,
        ...(sourceId === undefined ? {} : { payment_source_id: sourceId }),
      },
    },
    included: parts.map(({ fund, cents }) => ({
      type: /** @type {const} */ ('Designation'),
      attributes: { amount_cents: cents },
      relationships: { fund: { data: { type: 'Fund', id: funds.get(fund) ?? '' } } },
    })),
  };
}

/**
 * The batch of this ledger. Its description holds a mark by which it is found again when nobody knows whether it was made.
 *
 * @param {import('tspco').PCO} pco
 * @param {Ledger} ledger
 * @param {{ title: string, settle: number }} how
 */
async function findOrMakeBatch(pco, ledger, { title, settle }) {
  const { batch } = stateOf(ledger.entries);
  if (batch.id !== undefined) return batch.id;
  let { description } = batch;
  if (description !== undefined) {
    await settled(batch.at, settle);
    const open = pco.iterate('/giving/v2/batches', { filter: ['in_progress'] });
    for await (const { data } of open) {
      if (data.attributes.description !== description) continue;
      await ledger.append({ batch: 'made', id: data.id });
      return data.id;
    }
  }
  description ??= `${title} (import ${randomUUID()})`;
  await ledger.append({ batch: 'asked', description });
  const made = await pco.post('/giving/v2/batches', pco.template('Batch', { description }));
  if (made === null) throw new ImportError('The server has answered without the batch.');
  await ledger.append({ batch: 'made', id: made.data.id });
  return made.data.id;
}

/**
 * What was sent last may have arrived or not, if nobody heard the answer. One donation at a time is under way, and the
 * batch is this import's own: a donation in it that the ledger does not know is that one.
 *
 * @param {import('tspco').PCO} pco
 * @param {Donation[]} donations
 * @param {{ ledger: Ledger, batchId: string, settle: number }} how
 */
async function clearDoubt(pco, donations, { ledger, batchId, settle }) {
  const { asked, made } = stateOf(ledger.entries);
  const doubt = [...asked.values()].find(({ open }) => open);
  if (doubt === undefined) return;
  await settled(doubt.at, settle);
  const known = new Set(made.values());
  const inBatch = await pco.iterate(`/giving/v2/batches/${batchId}/donations`).toArray();
  const strangers = inBatch.filter(({ data }) => !known.has(data.id));
  const donation = donations.find(({ reference }) => reference === doubt.reference);
  if (donation === undefined)
    throw new ImportError(`${doubt.reference} was sent, but is not in the file any more.`);
  const [found] = strangers;
  const { reference } = doubt;
  if (found === undefined) await ledger.append({ donation: 'refused', reference });
  else if (strangers.length === 1 && found.data.attributes.amount_cents === amountOf(donation))
    await ledger.append({ donation: 'made', reference, id: found.data.id });
  else {
    const ids = strangers.map(({ data }) => data.id).join(', ');
    throw new ImportError(
      `Somebody else has put donations into batch ${batchId}: ${ids}. Move them to another one.`,
    );
  }
}

/** @param {string} since @param {number} settle */
async function settled(since, settle) {
  const left = Math.max(0, Date.parse(since) + settle - Date.now());
  if (left > 0)
    console.error(`Waits ${Math.ceil(left / 1000)} s: what was sent last may still be carried out.`);
  await wait(left);
}

/** What the ledger says. @param {readonly import('./ledger.js').Entry[]} entries */
function stateOf(entries) {
  /** @type {{ at: string, id?: string, description?: string }} */
  const batch = { at: '' };
  /** @type {Map<string, { at: string, reference: string, fingerprint: string, open: boolean }>} */
  const asked = new Map();
  /** @type {Map<string, string>} */
  const made = new Map();
  for (const entry of entries) {
    if ('batch' in entry) {
      if (entry.batch === 'asked') Object.assign(batch, { at: entry.at, description: entry.description });
      else batch.id = entry.id;
    } else if (entry.donation === 'asked') {
      const { at, reference, fingerprint } = entry;
      asked.set(reference, { at, reference, fingerprint, open: true });
    } else {
      const before = asked.get(entry.reference);
      if (before) before.open = false;
      // What was refused may be corrected in the file.
      if (entry.donation === 'refused') asked.delete(entry.reference);
      else made.set(entry.reference, entry.id);
    }
  }
  return { batch, asked, made };
}
