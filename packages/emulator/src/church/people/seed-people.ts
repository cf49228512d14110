import type { AppStore } from '../../store/app-store.ts';
import type { Ref } from '../../store/record.ts';
import type { Dice } from '../dice.ts';
import { seedCampuses } from './campuses.ts';
import { seedCustomFields } from './custom-fields.ts';
import { EmailAddresses } from './email-addresses.ts';
import { seedForm } from './forms.ts';
import { seedHouseholds, type ReachableMember } from './households.ts';
import { seedLists } from './lists.ts';
import { seedNotes } from './notes.ts';
import { seedOrganization, type Identity } from './organization.ts';
import { PhoneBook } from './phone-book.ts';
import { seedProfiles } from './profiles.ts';
import { seedReference } from './reference.ts';
import { seedStaff } from './staff.ts';
import { seedWorkflows } from './workflows.ts';

/** What the other apps are told of the People app. */
export interface Congregation {
  readonly organization: Ref;
  readonly name: string;
  /** In the order of their ids. */
  readonly members: readonly ReachableMember[];
}

/** Fills the People app. */
export function seedPeople(
  store: AppStore,
  dice: Dice,
  { people, ...identity }: Identity & { readonly people: number },
): Congregation {
  const { seeding, name } = seedOrganization(store, dice, identity);
  const sources = { emails: new EmailAddresses(dice), phones: new PhoneBook(dice) };
  const reference = seedReference(seeding);
  const campuses = seedCampuses(seeding, sources.phones, people);
  const members = seedHouseholds(seeding, { people, campuses, reference, sources });
  seedStaff(seeding, members, reference);
  seedProfiles(seeding, members);
  seedCustomFields(seeding, members);
  seedNotes(seeding, members, reference);
  seedLists(seeding, members);
  seedWorkflows(seeding, members);
  seedForm(seeding, members);
  return { organization: seeding.organization, name, members };
}
