import { usageFailure } from '../failure.ts';

/** @throws {@link Failure} for what nobody can send to */
export function checkAddress(url: string): void {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw usageFailure(`${url} is no address of http or https.`);
}
