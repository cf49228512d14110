import { PCOCredentialsError } from '../errors.ts';

/** @throws {@link PCOCredentialsError} unless it is one label of a host name, as `grace` in `grace.churchcenter.com` */
export function checkChurchCenterName(name: unknown): string {
  if (typeof name === 'string' && /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(name))
    return name.toLowerCase();
  throw new PCOCredentialsError(
    'ccName must be the first part of your Church Center address: for https://grace.churchcenter.com it is "grace".',
  );
}
