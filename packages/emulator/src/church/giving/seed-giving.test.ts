import { describe, expect, it } from 'vitest';
import { refs } from '../../store/identifiers.ts';
import { Church } from '../../store/church.ts';
import type { StoredRecord } from '../../store/record.ts';
import { seedChurch } from '../seed-church.ts';

const NOW = Date.UTC(2026, 10, 23, 12);

const church = new Church({ now: () => NOW });
seedChurch(church, { people: 500, seed: 1 });
const store = church.app('giving');
const donations = store.all('Donation');

const sum = (records: readonly StoredRecord[]): number =>
  records.reduce((total, { attributes }) => total + Number(attributes['amount_cents']), 0);

const designationsOf = (donation: StoredRecord): StoredRecord[] =>
  store.pointingAt('Designation', 'donation', donation);

describe('donations', () => {
  it('are designated for one fund or for two different ones', () => {
    const counts = new Set<number>();
    for (const donation of donations) {
      const designations = designationsOf(donation);
      const funds = designations.flatMap(({ relations }) => refs(relations['fund']).map(({ id }) => id));
      expect(new Set(funds).size).toBe(designations.length);
      for (const { attributes } of designations) expect(attributes['amount_cents']).toBeGreaterThan(0);
      counts.add(designations.length);
    }
    expect(counts).toEqual(new Set([1, 2]));
  });

  it('are given by adults, at the campus of theirs', () => {
    for (const { relations } of donations) {
      const [person] = refs(relations['person']);
      const original = church.app('people').get('Person', person?.id ?? '');
      expect(original?.attributes['child']).toBe(false);
      expect(relations['campus']).toEqual(original?.relations['primary_campus']);
      expect(store.get('Person', person?.id ?? '')?.relations['primary_campus']).toEqual(relations['campus']);
    }
    expect(donations.length).toBeGreaterThan(300);
  });

  it('came in cash and by check in a batch, and online without one', () => {
    for (const { attributes, relations } of donations) {
      const online = attributes['payment_method'] === 'card' || attributes['payment_method'] === 'ach';
      expect(refs(relations['batch'])).toHaveLength(online ? 0 : 1);
      expect(attributes['payment_channel'] === 'admin').toBe(!online);
      expect(attributes['payment_last4'] !== null).toBe(online);
      expect(attributes['payment_check_number'] !== null).toBe(attributes['payment_method'] === 'check');
    }
  });

  it('have succeeded when they are complete, and wait in a batch that is not', () => {
    const seen = new Set<unknown>();
    for (const { attributes, relations } of donations) {
      const status = attributes['payment_status'];
      seen.add(status);
      const [batch] = refs(relations['batch']).map(({ id }) => store.get('Batch', id));
      expect(attributes['completed_at'] !== null).toBe(status === 'succeeded');
      if (batch) expect(status).toBe(batch.attributes['status'] === 'committed' ? 'succeeded' : 'pending');
      if (batch && status === 'succeeded')
        expect(attributes['completed_at']).toBe(batch.attributes['committed_at']);
    }
    expect(seen).toEqual(new Set(['failed', 'pending', 'succeeded']));
  });

  it('came in the last quarter of a year', () => {
    for (const { attributes } of donations) {
      const received = Date.parse(String(attributes['received_at']));
      expect(received).toBeLessThan(NOW);
      expect(received).toBeGreaterThan(NOW - 92 * 24 * 3600 * 1000);
    }
  });

  it('are paid back as a whole, if at all', () => {
    for (const refund of store.all('Refund')) {
      const [donation] = refs(refund.relations['donation']).map(({ id }) => store.get('Donation', id));
      const parts = store.pointingAt('DesignationRefund', 'refund', refund);
      expect(donation?.attributes['payment_status']).toBe('succeeded');
      expect(sum(parts)).toBe(refund.attributes['amount_cents']);
      expect(donation && sum(designationsOf(donation))).toBe(refund.attributes['amount_cents']);
      for (const { relations } of parts) {
        const [designation] = refs(relations['designation']).map(({ id }) => store.get('Designation', id));
        expect(designation?.relations['fund']).toEqual(relations['fund']);
      }
    }
    expect(store.all('Refund').length).toBeGreaterThan(1);
  });
});

describe('batches', () => {
  it('are committed all but the last, and so are their groups', () => {
    const batches = store.all('Batch');
    const last = batches.at(-1);
    const others = batches.slice(0, -1);
    expect(last?.attributes).toMatchObject({ committed_at: null, status: 'in_progress' });
    expect(new Set(others.map(({ attributes }) => attributes['status']))).toEqual(new Set(['committed']));
    for (const group of store.all('BatchGroup')) {
      const held = store.pointingAt('Batch', 'batch_group', group);
      expect(held).toHaveLength(4);
      expect(group.attributes['status']).toBe(held.includes(last ?? group) ? 'in_progress' : 'committed');
    }
  });

  it.each([1, 2, 5])('exist among %i people, too', (people) => {
    const small = new Church({ now: () => NOW });
    seedChurch(small, { people, seed: 3 });
    expect(small.app('giving').all('Batch')).toHaveLength(12);
    expect(small.app('giving').all('Donation').length).toBeGreaterThan(0);
    expect(small.app('giving').all('Person')).toHaveLength(people);
  });
});

it('what is given by itself is paid by the giver’s own card or account', () => {
  for (const recurring of store.all('RecurringDonation')) {
    const [method] = refs(recurring.relations['payment_method']).map(({ id }) =>
      store.get('PaymentMethod', id),
    );
    expect(method?.relations['person']).toEqual(recurring.relations['person']);
    for (const donation of store.pointingAt('Donation', 'recurring_donation', recurring)) {
      expect(donation.relations['person']).toEqual(recurring.relations['person']);
      expect(donation.attributes['payment_last4']).toBe(method?.attributes['last4']);
    }
  }
  expect(store.all('RecurringDonation').length).toBeGreaterThan(5);
});

it('who pledges together shares a household', () => {
  const households = church.app('people');
  const joint = store.all('Pledge').filter(({ relations }) => relations['joint_giver'] !== null);
  for (const { attributes, relations } of joint) {
    const [one] = refs(relations['person']);
    const [other] = refs(relations['joint_giver']);
    expect(one && households.pointingAt('Household', 'people', one)).toEqual(
      other && households.pointingAt('Household', 'people', other),
    );
    expect(attributes['joint_giver_amount_cents']).toBeGreaterThan(0);
  }
  expect(joint.length).toBeGreaterThan(1);
});

it('a large church does not give without end', () => {
  const large = new Church({ now: () => NOW });
  seedChurch(large, { people: 20_000, seed: 1 });
  expect(large.app('giving').all('Person')).toHaveLength(20_000);
  expect(large.app('giving').all('Donation').length).toBeLessThan(10_000);
});
