import type { Resource } from './document/types.ts';
import { PCOInputError } from './errors.ts';
import { href, resolveAddress } from './request/address.ts';
import { jsonBody } from './request/body.ts';
import { checkLimits } from './request/checks.ts';
import { buildCall, deadlineFor, type RequestOptions } from './request/call.ts';
import type { Call, Settings } from './settings.ts';
import { discard, MOST_REDIRECTS, REDIRECTS } from './transport/attempt.ts';
import { perform } from './transport/perform.ts';
import { tieToSignal } from './transport/stream.ts';

/** What can be downloaded: an address, or a resource that has a file. */
export type DownloadSource = string | URL | Resource | { readonly data: Resource };

/** Finds the file behind a link or resource and hands over its answer with the body unread. */
export async function download(
  source: DownloadSource,
  options: RequestOptions,
  settings: Settings,
): Promise<Response> {
  checkLimits(options);
  let url = await fileAddress(source, options, settings);
  let signed = isOnServer(url, settings);
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    // Once the way has led elsewhere, nothing that authenticates is sent again, wherever it leads.
    signed &&= isOnServer(url, settings);
    const call = signed ? ownCall(url, options, settings) : foreignCall(url, options, settings);
    // What is stored elsewhere is no request of Planning Center's.
    const { response } = await perform(call, signed ? settings : { ...settings, jobs: [] });
    const location = REDIRECTS.has(response.status) ? response.headers.get('location') : null;
    if (location === null) return tieToSignal(response, options.signal);
    discard(response);
    url = parse(location, url);
  }
  throw refused(`it was redirected more than ${MOST_REDIRECTS} times`);
}

async function fileAddress(
  source: DownloadSource,
  options: RequestOptions,
  settings: Settings,
): Promise<URL> {
  const link = typeof source === 'string' || source instanceof URL ? String(source) : linkOf(source);
  const onServer = !/^[a-z][a-z0-9+.-]*:/i.test(link) || isOnServer(parse(link), settings);
  if (!onServer) return parse(link);
  if (/\/open\/*(\?|$)/.test(link)) return openAttachment(link, options, settings);
  // Checked as text: parsing it would already resolve the dot segments that must be refused.
  return new URL(href(resolveAddress(link, settings.base)));
}

/** The attachments of Planning Center give their address only to the action `open`, and only for a short time. */
async function openAttachment(link: string, options: RequestOptions, settings: Settings): Promise<URL> {
  const call = buildCall('POST', link, { options, read: 'text', body: jsonBody({}) }, settings);
  const { document } = await perform(call, settings);
  const address = (document as { data?: { attributes?: { attachment_url?: unknown } } } | null)?.data
    ?.attributes?.attachment_url;
  if (typeof address !== 'string') throw refused('the action open gave no attachment_url');
  return parse(address);
}

/** Where the file of a resource is: in an attribute, or, for an attachment, behind its action `open`. */
function linkOf(source: Resource | { readonly data: Resource }): string {
  if (typeof source !== 'object' || source === null)
    throw refused('it takes an address, or a resource that has a file');
  const { type, attributes, links } = 'data' in source ? source.data : source;
  const file = attributes?.['file'];
  const candidates = [
    typeof file === 'object' && file !== null && 'url' in file ? file['url'] : undefined,
    attributes?.['attachment_url'],
    attributes?.['avatar'],
  ];
  const url = candidates.find((candidate) => typeof candidate === 'string');
  if (typeof url === 'string') return url;
  if (type === 'Attachment' && typeof links?.['self'] === 'string') {
    return links['self'].replace(/\/*(?=\?|$)/, '/open');
  }
  throw refused(
    'the resource has neither a file, nor an avatar, nor is it an attachment with a link to itself',
  );
}

function parse(text: string, base?: URL): URL {
  try {
    return new URL(text, base);
  } catch {
    throw refused('its address is not valid');
  }
}

function isOnServer(url: URL, { base }: Settings): boolean {
  return url.origin === base.origin || base.aliases.includes(url.origin);
}

function ownCall(url: URL, options: RequestOptions, settings: Settings): Call {
  const call = buildCall('GET', url, { options, read: 'stream', priority: 'bulk' }, settings);
  return {
    ...call,
    ...timesOf(options, settings),
    redirects: 'return',
    headers: { ...call.headers, accept: '*/*' },
  };
}

function foreignCall(url: URL, options: RequestOptions, settings: Settings): Call {
  const downgrade = url.protocol !== 'https:' && !settings.base.origin.startsWith('http:');
  if (!/^https?:$/.test(url.protocol) || downgrade || url.username || url.password) {
    throw refused('it is not a plain https address');
  }
  const { 'user-agent': agent } = settings.headers;
  return {
    method: 'GET',
    // Taken as it is: a storage service signs its addresses, and they may hide slashes.
    address: {
      base: { origin: url.origin, prefix: '', aliases: [] },
      path: url.pathname,
      query: url.search === '' ? [] : [{ key: '', raw: url.search.slice(1) }],
    },
    headers: { accept: '*/*', ...(agent === undefined ? {} : { 'user-agent': agent }) },
    body: undefined,
    signed: false,
    read: 'stream',
    redirects: 'return',
    ...timesOf(options, settings),
    maxRetries: options.maxRetries ?? settings.maxRetries,
    retry: 'safe',
    priority: 'bulk',
    share: 1,
    version: undefined,
    signal: options.signal,
  };
}

function timesOf(options: RequestOptions, settings: Settings): { timeout: number; deadline: number } {
  const timeout = options.timeout ?? settings.uploadTimeout;
  return { timeout, deadline: options.deadline ?? settings.deadline ?? deadlineFor(timeout) };
}

function refused(reason: string): PCOInputError {
  return new PCOInputError(`The file was not downloaded: ${reason}.`, 'ERR_ADDRESS');
}
