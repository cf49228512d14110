import type { Profile } from './profiles.ts';

/** In a few words, without secrets. */
export function describeProfile(profile: Profile): string {
  const { church, person, apiBase } = profile;
  const kind = {
    'personal-token': 'personal access token',
    oauth: 'OAuth',
    'church-center': 'Church Center',
  }[profile.kind];
  const whose =
    profile.kind === 'church-center' ? profile.ccName : [person, church].filter(Boolean).join(', ');
  const scopes = profile.kind === 'oauth' ? ` for ${profile.scopes.join(', ')}` : '';
  return `${whose} (${kind}${scopes}${apiBase === undefined ? '' : ` at ${apiBase}`})`;
}
