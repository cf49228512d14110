import { identify } from '../store/identifiers.ts';
import type { AppStore } from '../store/app-store.ts';
import type { Ref, StoredRecord } from '../store/record.ts';
import type { Dice } from './dice.ts';

/** One app's store while it is being filled. */
export class Seeding {
  readonly store: AppStore;
  readonly dice: Dice;
  readonly organization: Ref;

  constructor(store: AppStore, dice: Dice, organization: Ref) {
    this.store = store;
    this.dice = dice;
    this.organization = organization;
  }

  add(
    type: string,
    attributes: StoredRecord['attributes'],
    relations: StoredRecord['relations'] = {},
  ): StoredRecord {
    return this.store.put({ type, id: this.store.nextId(type), attributes, relations });
  }

  /** Adds a record and tells how to point at it. */
  addRef(...record: Parameters<Seeding['add']>): Ref {
    return identify(this.add(...record));
  }
}
