/** A purpose that people give to. */
export interface FundName {
  readonly name: string;
  readonly description: string | null;
  readonly ledger: string | null;
  readonly visibility: 'everywhere' | 'admin_only' | 'nowhere' | 'hidden';
  /** How much of what is given is for it. */
  readonly weight: number;
}

/** The first is the one by default. */
export const FUNDS: readonly FundName[] = [
  {
    name: 'General',
    description: 'Where it is needed most',
    ledger: '4000',
    visibility: 'everywhere',
    weight: 70,
  },
  { name: 'Missions', description: null, ledger: '4100', visibility: 'everywhere', weight: 14 },
  { name: 'Building', description: 'The new roof', ledger: '4200', visibility: 'everywhere', weight: 10 },
  { name: 'Benevolence', description: null, ledger: null, visibility: 'admin_only', weight: 6 },
  { name: 'Youth Camp', description: null, ledger: null, visibility: 'nowhere', weight: 0 },
];

export const LABELS = ['christmas', 'easter', 'in-memory', 'matching-gift'] as const;

/** Where money comes from besides Planning Center itself. The last one is no longer used. */
export const PAYMENT_SOURCES = ['Planning Center', 'Donor-Advised Fund', 'Text to Tithe'] as const;

export const GIVING_NOTES: readonly string[] = [
  'In memory of a grandmother',
  'Called: wants a paper receipt',
  'Given at the table in the lobby',
];

export const IN_KIND = [
  'Used piano',
  'Folding chairs',
  'Catering for the volunteers’ dinner',
  'Printer paper',
  'A minivan',
] as const;
