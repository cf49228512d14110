import { colorOf } from '../../apps/giving/writes.ts';
import { slugOf } from '../../apps/slug.ts';
import type { Ref } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import { FIRST_DAY, REFERENCE_DAY } from '../dates.ts';
import type { Seeding } from '../seeding.ts';
import { FUNDS, LABELS, PAYMENT_SOURCES } from '../words/giving.ts';

/** What a church has to write down before anybody gives. */
export interface Books {
  /** Those that are given to, by how often. */
  readonly funds: readonly { readonly weight: number; readonly value: Ref }[];
  readonly labels: readonly Ref[];
  /** Planning Center's own, which takes cards, cash and checks. */
  readonly source: Ref;
  readonly otherSource: Ref;
}

export function seedBooks(seeding: Seeding): Books {
  const [source, otherSource] = seedPaymentSources(seeding);
  if (!source || !otherSource) throw new Error('Giving needs two payment sources.');
  return { funds: seedFunds(seeding), labels: seedLabels(seeding), source, otherSource };
}

function seedFunds(seeding: Seeding): Books['funds'] {
  const created = timestamp(FIRST_DAY);
  const funds = FUNDS.map(({ name, description, ledger, visibility, weight }, index) => ({
    weight,
    value: seeding.addRef('Fund', {
      color: colorOf(index + 1) ?? null,
      created_at: created,
      default: index === 0,
      description,
      ledger_code: ledger,
      name,
      slug: slugOf(name),
      updated_at: created,
      visibility,
    }),
  }));
  return funds.filter(({ weight }) => weight > 0);
}

function seedLabels(seeding: Seeding): readonly Ref[] {
  return LABELS.map((slug) => seeding.addRef('Label', { slug }));
}

function seedPaymentSources(seeding: Seeding): readonly Ref[] {
  const created_at = timestamp(FIRST_DAY);
  return PAYMENT_SOURCES.map((name, index) => {
    const archived = index === PAYMENT_SOURCES.length - 1;
    return seeding.addRef('PaymentSource', {
      created_at,
      name,
      status: archived ? 'archived' : 'active',
      updated_at: archived ? timestamp(REFERENCE_DAY) : created_at,
    });
  });
}
