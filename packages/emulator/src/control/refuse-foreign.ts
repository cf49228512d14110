import { isIP } from 'node:net';
import type { Context, MiddlewareHandler } from 'hono';
import type { HttpEnv } from '../http/http-env.ts';
import type { Settings } from '../options.ts';

/** What says by which names the emulator may be controlled. */
export type KnownHosts = Pick<Settings, 'host' | 'allowedHosts'>;

/** The control has no password, so only programs and the emulator's own page may ask for anything. */
export function refuseForeign(hosts: KnownHosts): MiddlewareHandler<HttpEnv> {
  return async (context, next) => foreignRefusal(context, hosts) ?? next();
}

/** The answer to a page of somebody else, and to a host that could be one's; `undefined` for all others. */
export function foreignRefusal(
  { req, env, json }: Context<HttpEnv>,
  hosts: KnownHosts,
): Response | undefined {
  const url = new URL(req.url);
  const origin = req.header('Origin');
  // Programs send no Origin.
  if (origin !== undefined && origin !== url.origin)
    return json({ error: `A page of ${origin} may not control the emulator.` }, 403);
  // Without a socket the host does not matter.
  if (!env?.incoming || isKnownHost(url.hostname, hosts)) return undefined;
  const name = url.hostname;
  const error = `The emulator is not controlled by the host ${name}: a web page could have pointed that name here. Ask 127.0.0.1 or localhost, or allow the name with --allow-host ${name} or the option allowedHosts: ['${name}'].`;
  return json({ error }, 403);
}

/**
 * Whether nobody else can have pointed a host here, as whoever owns a name can (DNS rebinding). Addresses cannot be
 * pointed anywhere; on one that other machines reach, which ones lead here depends on networks that nobody here knows.
 */
function isKnownHost(name: string, { host, allowedHosts }: KnownHosts): boolean {
  if (isLoopback(name) || [host, ...allowedHosts].some((known) => hostnameOf(known) === name)) return true;
  return !isLoopback(hostnameOf(host)) && isIP(withoutBrackets(name)) !== 0;
}

/** Whether a host, as it stands in a URL, leads to this machine alone. */
export const isLoopback = (name: string): boolean =>
  /^(?:(?:.+\.)?localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(name);

/** A host as it stands in a URL. */
export function hostnameOf(host: string): string {
  const name = host.includes(':') ? `[${withoutBrackets(host)}]` : host;
  return URL.canParse(`http://${name}`) ? new URL(`http://${name}`).hostname : host;
}

const withoutBrackets = (name: string): string => name.replace(/^\[|\]$/g, '');
