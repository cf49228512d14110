import { appOf } from '../request/versions.ts';
import type { Call, Settings } from '../settings.ts';

/** Warns once for each app when the server worked with another API version than the one it was asked for. */
export function warnOfVersion(
  call: Call,
  response: Pick<Response, 'headers'>,
  { emit, state }: Settings,
): void {
  const processed = response.headers.get('x-pco-api-processed-as-version');
  const { version } = call;
  if (processed === null || version === undefined || version === 'LATEST' || processed === version) return;
  const app = appOf(call.address.path);
  const key = `${app} ${version} ${processed}`;
  if (state.versionWarnings.has(key)) return;
  state.versionWarnings.add(key);
  emit('warning', {
    code: 'version-differs',
    message: `${app} was asked for version ${version} and answered as ${/^[\d-]+$/.test(processed) ? processed : 'another'}; attributes may differ.`,
  });
}
