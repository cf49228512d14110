import { textOf, type Json } from '../../store/record.ts';

/** By the hosts on which they show videos. */
const SERVICES: Readonly<Record<string, string>> = {
  'boxcast.com': 'boxcast',
  'boxcast.tv': 'boxcast',
  'facebook.com': 'facebook',
  'fb.watch': 'facebook',
  'livestream.com': 'livestream_com',
  'resi.io': 'resi',
  'vimeo.com': 'vimeo',
  'youtu.be': 'youtube',
  'youtube.com': 'youtube',
};

/** The service behind a video's address; null for none, and for one that is not known. */
export function streamingService(url: Json | undefined): string | null {
  const text = textOf(url);
  const host = URL.canParse(text) ? new URL(text).hostname : '';
  const known = Object.keys(SERVICES).find((name) => host === name || host.endsWith(`.${name}`));
  return (known && SERVICES[known]) ?? null;
}

/** What a page shows a video with. */
export function embedCode(url: Json | undefined): string | null {
  const source = textOf(url).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return source === '' ? null : `<iframe src="${source}" allowfullscreen></iframe>`;
}
