import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { BASE_HEADERS, HTML_TYPE } from '../api-headers.ts';
import { ICON } from './icon.ts';
import { STYLE } from './style.ts';

/** A piece of HTML, in which everything that came from elsewhere is escaped. */
export type Html = ReturnType<typeof html>;

interface Page {
  readonly title: string;
  readonly body: Html;
  /** Default 200. */
  readonly status?: number;
  /** One column of text and forms, or a whole screen. */
  readonly width?: 'narrow' | 'wide';
  /** Rules of its own, behind those of all pages. */
  readonly style?: string;
  /** What it does besides; all pages work without. It may ask this emulator for more. */
  readonly script?: string;
}

/** A page of the emulator's own, for people. It works without scripts. */
export async function pageResponse({
  title,
  body,
  status = 200,
  width = 'narrow',
  style = '',
  script,
}: Page): Promise<Response> {
  const look = `${STYLE}${style}`;
  // In one piece: the hashes are of everything between the tags, and a formatter must not add a space there.
  const page = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="${ICON}" />
        ${raw(`<style>${look}</style>`)}
      </head>
      <body>
        <main class="${width}">${body}</main>
        <footer>This is the tspco emulator, not Planning Center.</footer>
        ${script === undefined ? '' : raw(`<script>${script}</script>`)}
      </body>
    </html>`;
  return new Response(`${page}\n`, {
    status,
    headers: {
      ...BASE_HEADERS,
      'Content-Type': HTML_TYPE,
      'Cache-Control': 'no-store',
      'Content-Security-Policy': [
        "default-src 'none'",
        `style-src '${hashOf(look)}'`,
        'img-src data:',
        ...(script === undefined ? [] : [`script-src '${hashOf(script)}'`, "connect-src 'self'"]),
        // A form's answer may redirect anywhere, so forms are not restricted.
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
    },
  });
}

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** The letters that stand for a person without a photo. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word = '') => Array.from(word)[0] ?? '')
    .join('')
    .toUpperCase();
}
