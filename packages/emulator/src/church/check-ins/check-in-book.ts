import type { Ref } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import { HOUR, MINUTE } from '../dates.ts';
import type { ReachableMember } from '../people/households.ts';
import type { Seeding } from '../seeding.ts';
import type { Station } from './equipment.ts';
import type { SeededTime } from './events.ts';
import type { SeededLocation } from './locations.ts';

/** Somebody who is there, and where. */
export interface Attending {
  readonly member: ReachableMember;
  readonly location: SeededLocation;
}

interface BookOptions {
  readonly event: Ref;
  readonly period: Ref;
  readonly station: Station;
  readonly now: number;
}

interface Arrival {
  readonly attending: readonly Attending[];
  readonly adults: readonly ReachableMember[];
  readonly kind: 'Regular' | 'Volunteer';
  readonly times: readonly SeededTime[];
  readonly at: number;
}

/** Writes down who is there on one day of an event, and numbers them. */
export class CheckInBook {
  readonly #seeding: Seeding;
  readonly #options: BookOptions;
  #number = 0;

  constructor(seeding: Seeding, options: BookOptions) {
    this.#seeding = seeding;
    this.#options = options;
  }

  /** People who come together have one security code. */
  checkIn({ attending, adults, kind, times, at }: Arrival): void {
    const { dice } = this.#seeding;
    const code = this.#drawCode();
    // Some have told the day before that they come.
    const announced = dice.chance(0.1) ? this.#seeding.addRef('PreCheck', {}) : null;
    const [contact] = adults;
    const leaves = kind === 'Volunteer' || adults.length === 0 ? null : this.#drawEnd(times);
    // Written once for all of them: to write a moment takes longer than the rest.
    const arrived = timestamp(at);
    const said = announced ? timestamp(at - 12 * HOUR) : arrived;
    const left = leaves === null ? null : timestamp(leaves);
    const group = this.#group(attending.length, { kind, made: arrived });
    for (const { member, location } of attending) {
      const shownKind = kind === 'Regular' && dice.chance(0.06) ? 'Guest' : kind;
      const checkIn = this.#seeding.addRef(
        'CheckIn',
        {
          checked_out_at: left,
          confirmed_at: arrived,
          created_at: said,
          emergency_contact_name: contact?.name ?? null,
          emergency_contact_phone_number: contact?.phone?.national ?? null,
          first_name: member.firstName,
          kind: shownKind,
          last_name: member.lastName,
          medical_notes: member.record.attributes['medical_notes'] ?? null,
          number: ++this.#number,
          one_time_guest: false,
          security_code: code,
          updated_at: left ?? arrived,
        },
        {
          check_in_group: group,
          checked_in_at: this.#options.station.ref,
          checked_in_by: (contact ?? member).ref,
          checked_out_by: left === null ? null : dice.pick(adults).ref,
          event: this.#options.event,
          event_period: this.#options.period,
          options: dice.chance(0.3) ? location.options.slice(0, 1) : [],
          person: member.ref,
        },
      );
      this.#addTimes(checkIn, { kind: shownKind, location, times, announced });
    }
  }

  /** A guest of whom the church knows no more than the name. */
  checkInGuest({ location, times }: { location: SeededLocation; times: readonly SeededTime[] }): void {
    const { dice } = this.#seeding;
    const [first] = times;
    if (!first) return;
    const arrived = timestamp(first.starts - 5 * MINUTE);
    const checkIn = this.#seeding.addRef(
      'CheckIn',
      {
        checked_out_at: null,
        confirmed_at: arrived,
        created_at: arrived,
        emergency_contact_name: null,
        emergency_contact_phone_number: null,
        first_name: dice.library.person.firstName(),
        kind: 'Guest',
        last_name: dice.library.person.lastName(),
        medical_notes: null,
        number: ++this.#number,
        one_time_guest: true,
        security_code: this.#drawCode(),
        updated_at: arrived,
      },
      {
        check_in_group: this.#group(1, { kind: 'Guest', made: arrived }),
        checked_in_at: this.#options.station.ref,
        checked_in_by: null,
        checked_out_by: null,
        event: this.#options.event,
        event_period: this.#options.period,
        options: [],
        person: null,
      },
    );
    this.#addTimes(checkIn, { kind: 'Guest', location, times, announced: null });
  }

  #addTimes(
    check_in: Ref,
    {
      kind,
      location,
      times,
      announced,
    }: {
      kind: string;
      location: SeededLocation;
      times: readonly SeededTime[];
      announced: Ref | null;
    },
  ): void {
    for (const { ref: event_time } of times) {
      this.#seeding.add(
        'CheckInTime',
        { alerts: [], has_validated: true, kind, services_integrated: kind === 'Volunteer' },
        { check_in, event_time, location: location.ref, pre_check: announced },
      );
    }
  }

  /** A label for everybody, and one by which those who are looked after are given back. */
  #group(count: number, { kind, made }: { kind: string; made: string }): Ref {
    const { dice } = this.#seeding;
    return this.#seeding.addRef(
      'CheckInGroup',
      {
        created_at: made,
        name_labels_count: count,
        print_status: dice.weighted(PRINT_STATUSES),
        security_labels_count: kind === 'Volunteer' ? 0 : 1,
        updated_at: made,
      },
      { event_period: this.#options.period, print_station: this.#options.station.printer },
    );
  }

  /** When they are fetched; null when that is still to come, or was forgotten. */
  #drawEnd(times: readonly SeededTime[]): number | null {
    const { dice } = this.#seeding;
    const end = (times.at(-1)?.ends ?? 0) + dice.int(1, 12) * MINUTE;
    return dice.chance(0.92) && end <= this.#options.now ? end : null;
  }

  #drawCode(): string {
    const number = this.#seeding.dice.int(0, LETTERS.length ** CODE_LENGTH - 1);
    return Array.from(
      { length: CODE_LENGTH },
      (_, place) => LETTERS[Math.floor(number / LETTERS.length ** place) % LETTERS.length],
    ).join('');
  }
}

/** None that is taken for another one. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 4;

const PRINT_STATUSES = [
  { weight: 90, value: 'printed' },
  { weight: 5, value: 'skipped' },
  { weight: 3, value: 'ready' },
  { weight: 2, value: 'canceled' },
];
