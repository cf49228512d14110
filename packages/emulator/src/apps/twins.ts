import { APP_NAMES, type AppName } from '@tspco/catalog';
import type { Surroundings } from '../schema/app-model.ts';
import { personName } from '../accounts/person-name.ts';
import type { AppStore } from '../store/app-store.ts';
import { refs } from '../store/identifiers.ts';
import type { Ref, StoredRecord } from '../store/record.ts';

type Twin = Pick<StoredRecord, 'attributes' | 'relations'>;
type TwinType = 'Campus' | 'Person';

/** One for all of them: a church of 100,000 has many twins. */
const NOTHING: Twin = { attributes: Object.freeze({}), relations: Object.freeze({}) };
const nothingOfItsOwn = (): Twin => NOTHING;

/**
 * The apps that know everybody and all campuses of People, each under the same id, and what they keep of somebody
 * who is new. Names, contacts and the like are not kept twice: they are looked up in People.
 */
const TWINS: Partial<Record<AppName, Readonly<Record<TwinType, (original: StoredRecord) => Twin>>>> = {
  'check-ins': { Campus: nothingOfItsOwn, Person: nothingOfItsOwn },
  giving: {
    Campus: nothingOfItsOwn,
    Person: ({ relations }) => ({
      attributes: { donor_number: null, permissions: null },
      relations: { primary_campus: relations['primary_campus'] ?? null },
    }),
  },
  groups: { Campus: nothingOfItsOwn, Person: nothingOfItsOwn },
  registrations: { Campus: nothingOfItsOwn, Person: nothingOfItsOwn },
};

/** Whether an app keeps twins of People's records of a type. */
export function isTwinType(app: AppName, type: string): boolean {
  return Object.hasOwn(TWINS[app] ?? {}, type);
}

/** Puts the twin of a record of People into another app's store. */
export function addTwin(app: AppName, store: AppStore, original: StoredRecord): StoredRecord | undefined {
  const twin = TWINS[app]?.[original.type as TwinType]?.(original);
  return twin && store.put({ type: original.type, id: original.id, ...twin });
}

/** Makes a record of People known to the apps that do not know it yet. */
export function addMissingTwins(original: StoredRecord, { church }: Pick<Surroundings, 'church'>): void {
  for (const app of Object.keys(TWINS) as AppName[]) {
    const store = church.app(app);
    if (!store.get(original.type, original.id)) addTwin(app, store, original);
  }
}

/** After somebody or a campus was created or changed in People. */
export function keepTwins(original: StoredRecord, { church }: Surroundings): void {
  addMissingTwins(original, { church });
  for (const app of Object.keys(TWINS) as AppName[]) {
    const store = church.app(app);
    const twin = store.get(original.type, original.id);
    if (twin && 'primary_campus' in twin.relations)
      store.change(twin, { relations: { primary_campus: original.relations['primary_campus'] ?? null } });
  }
}

/** Before somebody goes from People: what they did elsewhere stays, under their name. */
export function leavePersonElsewhere(person: StoredRecord, { church }: Surroundings): void {
  const { first_name = null, last_name = null } = person.attributes;
  for (const app of APP_NAMES) {
    if (app === 'people') continue;
    for (const type of ['Person', 'Speaker']) {
      const twin = church.app(app).get(type, person.id);
      if (twin)
        church.app(app).change(twin, { attributes: { first_name, last_name, name: personName(person) } });
    }
  }
}

/** Before a campus goes from People: nobody belongs to it any more. */
export function closeCampusElsewhere(campus: StoredRecord, { church }: Surroundings): void {
  for (const app of Object.keys(TWINS) as AppName[]) {
    const store = church.app(app);
    for (const record of store.types.flatMap((type) => store.all(type))) {
      const relations = Object.entries(record.relations)
        .filter(([, relation]) => refs(relation).some((ref) => isSame(ref, campus)))
        .map(([name, relation]) => [
          name,
          Array.isArray(relation) ? relation.filter((ref: Ref) => !isSame(ref, campus)) : null,
        ]);
      if (relations.length > 0) store.change(record, { relations: Object.fromEntries(relations) });
    }
    store.delete(campus);
  }
}

function isSame(one: Ref, other: Ref): boolean {
  return one.type === other.type && one.id === other.id;
}
