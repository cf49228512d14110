import { actionRefused } from '../../basics/api-error.ts';
import type { ActionCall, AppModel, Surroundings } from '../../schema/app-model.ts';
import { momentOf } from '../../query/time.ts';
import { related } from '../related.ts';
import { identify } from '../../store/identifiers.ts';
import { textOf, type Json, type StoredRecord } from '../../store/record.ts';
import { amountOf, refundOf } from './values.ts';

/** Actions of Giving. */
export const givingActions: AppModel['actions'] = {
  'Batch.commit': { run: commitBatch },
  'BatchGroup.commit': { run: commitGroup },
  'Donation.issue_refund': { run: issueRefund },
};

/** How long a batch is `updating`, by the emulator's clock. How long it takes the service is not known. */
const COMMIT_TAKES = 5000;

function commitBatch({ record, around }: ActionCall): undefined {
  start(record, around);
}

/** With all its batches. */
function commitGroup({ record, around }: ActionCall): undefined {
  start(record, around);
  for (const batch of around.store.pointingAt('Batch', 'batch_group', record)) {
    if (batch.attributes['status'] === 'in_progress') start(batch, around);
  }
}

function start(record: StoredRecord, { store, church }: Surroundings): void {
  const { status } = record.attributes;
  if (status !== 'in_progress') throw actionRefused(record.type, `is ${textOf(status)} already`);
  store.change(record, { attributes: { status: 'updating', updated_at: church.timestamp() } });
}

/** Commits what has been updating for long enough. */
export function finishCommits({ store, church }: Surroundings): void {
  for (const record of ['Batch', 'BatchGroup'].flatMap((type) => store.all(type))) {
    const { status, updated_at: asked } = record.attributes;
    if (status !== 'updating') continue;
    const finished = (momentOf(textOf(asked)) ?? 0) + COMMIT_TAKES;
    if (finished > church.now()) continue;
    const at = church.timestamp(finished);
    if (record.type === 'Batch') completeDonations(record, at, store);
    store.change(record, {
      attributes: {
        ...(record.type === 'Batch' ? { committed_at: at } : {}),
        status: 'committed',
        updated_at: at,
      },
    });
  }
}

/** The donations of a batch have succeeded when it is committed. */
function completeDonations(batch: StoredRecord, at: string, store: Surroundings['store']): void {
  for (const donation of store.pointingAt('Donation', 'batch', batch)) {
    if (donation.attributes['payment_status'] !== 'pending') continue;
    store.change(donation, { attributes: { completed_at: at, payment_status: 'succeeded', updated_at: at } });
  }
}

/** Gives a whole donation back, from each of its designations. */
function issueRefund({ record: donation, attributes, around }: ActionCall): undefined {
  const { store, church } = around;
  if (donation.attributes['payment_status'] !== 'succeeded')
    throw actionRefused('Donation', 'cannot be refunded before it succeeded');
  if (refundOf(donation, store)) throw actionRefused('Donation', 'is refunded already');
  const now = church.timestamp();
  const day = attributes['refunded_at'] ?? null;
  const refund = store.put({
    type: 'Refund',
    id: store.nextId('Refund'),
    attributes: {
      amount_cents: amountOf(donation, around),
      amount_currency: donation.attributes['amount_currency'] ?? null,
      created_at: now,
      fee_cents: 0,
      fee_currency: donation.attributes['fee_currency'] ?? null,
      refunded_at: day === null ? now : `${textOf(day)}T00:00:00Z`,
      updated_at: now,
    },
    relations: { donation: identify(donation) },
  });
  for (const designation of store.pointingAt('Designation', 'donation', donation))
    refundDesignation(designation, refund, around);
  store.change(donation, { attributes: { refundable: false, refunded: true, updated_at: now } });
}

function refundDesignation(designation: StoredRecord, refund: StoredRecord, around: Surroundings): void {
  const value = (name: string): Json => designation.attributes[name] ?? null;
  const [fund] = related(designation, 'fund', around);
  around.store.put({
    type: 'DesignationRefund',
    id: around.store.nextId('DesignationRefund'),
    attributes: {
      amount_cents: value('amount_cents'),
      amount_currency: value('amount_currency'),
      fee_cents: 0,
    },
    relations: {
      designation: identify(designation),
      fund: fund ? identify(fund) : null,
      refund: identify(refund),
    },
  });
}
