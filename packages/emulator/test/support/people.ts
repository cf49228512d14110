import type { FreshChurch } from '../../src/testing.ts';
import { refs } from '../../src/store/identifiers.ts';
import type { StoredRecord } from '../../src/store/record.ts';

const API = 'https://api.planningcenteronline.com';

/** Ids of people who may do different things, in a seeded church. */
export interface Cast {
  readonly administrator: string;
  /** Edits Groups, People and Services. */
  readonly editor: string;
  /** Views People. */
  readonly viewer: string;
  readonly nobody: string;
}

export async function castOf({ control }: Pick<FreshChurch, 'control'>): Promise<Cast> {
  const { records } = (await control.snapshot()).apps.people;
  const people = records.filter(({ type }) => type === 'Person');
  const apps = ({ id }: StoredRecord): number =>
    records.filter(
      ({ type, relations }) => type === 'PersonApp' && refs(relations['person']).some((ref) => ref.id === id),
    ).length;
  const find = (fits: (person: StoredRecord) => boolean): string => {
    const found = people.find((person) => fits(person) && person.attributes['status'] === 'active');
    if (!found) throw new Error('There is no such person.');
    return found.id;
  };
  return {
    administrator: find(({ attributes }) => attributes['site_administrator'] === true),
    editor: find((person) => apps(person) === 3),
    viewer: find(({ attributes }) => attributes['people_permissions'] === 'Viewer'),
    nobody: find((person) => apps(person) === 0),
  };
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** Of a 401. */
  readonly hint: string | undefined;
}

/** Sends a request to an emulator with a token. */
export async function askAs(
  { fetch }: Pick<FreshChurch, 'fetch'>,
  authorization: string,
  path: string,
  init: { readonly method?: string; readonly body?: string } = {},
): Promise<Answer> {
  const headers = { Authorization: authorization, 'User-Agent': 'test' };
  const answer = await fetch(path.startsWith('http') ? path : `${API}${path}`, { ...init, headers });
  const text = await answer.text();
  return { status: answer.status, text, headers: answer.headers, hint: /\(([A-Z_]+)\)/.exec(text)?.[1] };
}

export const bearer = ({ accessToken }: { readonly accessToken: string }): string => `Bearer ${accessToken}`;
