import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { BASE_HEADERS, HTML_TYPE } from '../api-headers.ts';
import { STYLE } from './style.ts';

/** A piece of HTML, in which everything that came from elsewhere is escaped. */
export type Html = ReturnType<typeof html>;

/** A page of the emulator's own, for people. It works without scripts. */
export async function pageResponse({
  title,
  body,
  width = 'narrow',
}: {
  readonly title: string;
  readonly body: Html;
  /** One column of text and forms, or a whole screen. */
  readonly width?: 'narrow' | 'wide';
}): Promise<Response> {
  const page = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        <main class="${width}">${body}</main>
        <footer>This is the tspco emulator, not Planning Center.</footer>
      </body>
    </html>`;
  return new Response(`${page}\n`, {
    headers: {
      ...BASE_HEADERS,
      'Content-Type': HTML_TYPE,
      'Cache-Control': 'no-store',
      // A form's answer may redirect anywhere, so forms are not restricted.
      'Content-Security-Policy': `default-src 'none'; style-src '${STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'`,
    },
  });
}

// In one piece: the hash is that of everything between the tags, and a formatter must not add a space there.
const STYLE_ELEMENT = raw(`<style>${STYLE}</style>`);
const STYLE_HASH = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`;

/** The letters that stand for a person without a photo. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word = '') => Array.from(word)[0] ?? '')
    .join('')
    .toUpperCase();
}
