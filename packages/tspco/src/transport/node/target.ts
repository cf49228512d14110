/** Where a request goes, in the words of `node:http`. */
interface Target {
  readonly server: Server;
  readonly path: string;
}

interface Server {
  readonly protocol: string;
  readonly hostname: string;
  readonly port: string;
  /** What the header of that name says. */
  readonly host: string;
}

// Programs talk to a few servers. Downloads may lead to many.
const MOST_SERVERS = 100;
const servers = new Map<string, Server>();

// What `fetch` would write otherwise, and dot segments, which it would resolve.
const UNUSUAL = /[^\w\-.~!$&'()*+,;=:@/?%[\]]|\/\.|%2e/i;

/** Takes an address apart as `fetch` does. Most are normal already, and their server is known. */
export function targetOf(url: string): Target {
  const end = url.indexOf('/', 8);
  const origin = url.slice(0, end);
  const rest = url.slice(end);
  const server = servers.get(origin);
  if (server !== undefined && !UNUSUAL.test(rest)) return { server, path: rest };
  const parsed = new URL(url);
  const { protocol, hostname, port, host, pathname, search } = parsed;
  // An address of IPv6 stands in brackets in a URL, and nowhere else.
  const found = { protocol, hostname: hostname.replace(/^\[|\]$/g, ''), port, host };
  if (origin === parsed.origin && servers.size < MOST_SERVERS) servers.set(origin, found);
  return { server: found, path: pathname + search };
}
