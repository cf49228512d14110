import { PCOAuthenticationError, PCOError, PCOPermissionError, type PCO } from 'tspco';

/** Whoever signed in, and the church, as far as they are known. */
export interface Who {
  readonly church: string | undefined;
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
      const person = await nameAt(pco, `/${app}/v2/me`).catch((error: unknown) => {
        if (error instanceof PCOError) return undefined;
        throw error;
      });
      return { church, person };
    } catch (error) {
      // Somebody may have other apps only.
      if (!(error instanceof PCOPermissionError) || error instanceof PCOAuthenticationError) throw error;
      refusal ??= error;
    }
  }
  throw refusal;
}

async function nameAt(pco: PCO, path: string): Promise<string | undefined> {
  const document = await pco.requestJson<{ data?: { attributes?: Record<string, unknown> } } | null>(
    'GET',
    path,
  );
  const { name, first_name: first, last_name: last } = document?.data?.attributes ?? {};
  if (typeof name === 'string' && name !== '') return name;
  const names = [first, last].filter((part): part is string => typeof part === 'string' && part !== '');
  return names.length === 0 ? undefined : names.join(' ');
}
