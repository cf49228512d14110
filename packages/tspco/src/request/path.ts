import { PCOInputError } from '../errors.ts';

/**
 * A template tag that encodes every inserted value as one segment of a path, so that an id from outside can
 * never change which resource is meant.
 *
 * @returns the path as a string
 * @throws {@link PCOInputError} `ERR_ADDRESS` for an empty value, `.` or `..`, a number that JavaScript cannot hold
 * exactly, and anything that is not a string, number or bigint
 * @example
 * ```ts
 * await pco.get(path`/people/v2/people/${request.query.id}/emails`);
 * ```
 */
export function path(
  strings: TemplateStringsArray,
  ...values: readonly (string | number | bigint)[]
): string {
  if (!Array.isArray(strings)) {
    throw new PCOInputError(
      'path is a tag: write path`/people/v2/people/${id}` without parentheses.',
      'ERR_ADDRESS',
    );
  }
  return strings.reduce((text, part, index) => text + segment(values[index - 1] as string) + part);
}

/**
 * Encodes one value as one segment of a path, so that an id from outside can never change which resource is meant.
 * Unlike the tag {@link path}, it leaves the compiler the rest of the path, and so the types of the answer.
 *
 * @throws {@link PCOInputError} `ERR_ADDRESS` for the same values as {@link path}
 * @example
 * ```ts
 * const { data } = await pco.get(`/people/v2/people/${segment(request.query.id)}/emails`);
 * ```
 */
export function segment(value: string | number | bigint): string {
  const safe =
    typeof value === 'string' ||
    typeof value === 'bigint' ||
    (typeof value === 'number' && Number.isSafeInteger(value));
  const text = safe ? String(value) : '';
  if (text === '' || /^\.\.?$|[/\\]/.test(text)) {
    throw new PCOInputError(
      `A value in a path must be a non-empty id without slashes; got ${safe ? JSON.stringify(text) : typeof value}.` +
        (typeof value === 'number' ? ' Write large ids as strings.' : ''),
      'ERR_ADDRESS',
    );
  }
  try {
    return encodeURIComponent(text);
  } catch {
    throw new PCOInputError('A value in a path contains half of a character pair.', 'ERR_ADDRESS');
  }
}
