import { PCOError, PCOPermissionError, type PCO } from 'tspco';
import { printable } from '../output/printable.ts';

/** Whoever signed in, and the church, as far as they are known. */
export interface Who {
  readonly church: string | undefined;
  /** Planning Center's id of the church. */
  readonly churchId: string | undefined;
  readonly person: string | undefined;
}

/** The apps that know who is asking, the one that most people have first. */
const APPS = ['people', 'services', 'groups', 'calendar', 'giving', 'check-ins', 'registrations'];

/**
 * Finds out whose credentials these are.
 *
 * @throws the error of the first app when none of them lets this person in
 */
export async function whoAmI(pco: PCO): Promise<Who> {
  let refusal: unknown;
  for (const app of APPS) {
    try {
      const church = await nameAt(pco, `/${app}/v2`);
      const me = await nameAt(pco, `/${app}/v2/me`).catch((error: unknown) => {
        if (error instanceof PCOError) return undefined;
        throw error;
      });
      return { church: church.name, churchId: church.id, person: me?.name };
    } catch (error) {
      // Somebody may have other apps only.
      if (!(error instanceof PCOPermissionError)) throw error;
      refusal ??= error;
    }
  }
  throw refusal;
}

interface Named {
  readonly id: string | undefined;
  readonly name: string | undefined;
}

async function nameAt(pco: PCO, path: string): Promise<Named> {
  const document = await pco.requestJson<AnyNamed | null>('GET', path);
  const { id, attributes = {} } = document?.data ?? {};
  const { name, first_name: first, last_name: last } = attributes;
  if (typeof name === 'string' && name !== '') return { id, name: printable(name) };
  const names = [first, last].filter((part): part is string => typeof part === 'string' && part !== '');
  return { id, name: names.length === 0 ? undefined : printable(names.join(' ')) };
}

interface AnyNamed {
  readonly data?: { readonly id?: string; readonly attributes?: Readonly<Record<string, unknown>> };
}
