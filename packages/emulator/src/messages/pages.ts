import { BASE_HEADERS, HTML_TYPE, type HeaderRecord } from './api-headers.ts';

/** An answer in HTML, as front servers and browsers' pages give it. The paragraphs are plain text. */
export function htmlPage(
  status: number,
  title: string,
  paragraphs: readonly string[],
  headers: HeaderRecord = {},
): Response {
  const body = [
    '<!DOCTYPE html>',
    `<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>`,
    `<body><h1>${escapeHtml(title)}</h1>`,
    ...paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
    '</body></html>\n',
  ].join('\n');
  return new Response(body, {
    status,
    headers: { ...BASE_HEADERS, 'Content-Type': HTML_TYPE, 'Cache-Control': 'no-cache', ...headers },
  });
}

const FIREWALL_REASONS = {
  'no user agent': [
    'A request without a User-Agent header does not get through the firewall. Send one that names your program.',
    'This is how Planning Center answers through CloudFront; here it comes from the tspco emulator, whose option requireUserAgent: false turns it off.',
  ],
  'loopback redirect': [
    'A redirect_uri with localhost or 127.0.0.1 in it does not get through the firewall. Register another name of this machine.',
    'This is how Planning Center answers through CloudFront; here it comes from the tspco emulator, whose option refuseLoopbackRedirects: false turns it off.',
  ],
} as const;

/** What the firewall in front of the API says to requests that it does not let through. */
export function firewallPage(requestId: string, reason: keyof typeof FIREWALL_REASONS): Response {
  return htmlPage(403, 'ERROR: The request was blocked', [
    ...FIREWALL_REASONS[reason],
    `Request ID: ${requestId}`,
  ]);
}

/** What the firewall says to anybody whom it does not like. */
export function firewallBlock(requestId: string): Response {
  return htmlPage(403, 'ERROR: The request could not be satisfied', [
    'The request was blocked. This is how Planning Center answers through CloudFront; here a fault rule of the tspco emulator asked for it.',
    `Request ID: ${requestId}`,
  ]);
}

/** For methods and addresses that end before any app. */
export function notFoundPage(headers: HeaderRecord = {}): Response {
  return htmlPage(404, 'Not found', ['There is no page here (404).'], headers);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
