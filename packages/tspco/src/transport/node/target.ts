/** Where a request goes, in the words of `node:http`. */
interface Target extends Server {
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

/** Takes an address apart as `fetch` does. Most are normal already, and their server is known. */
export function targetOf(url: string): Target {
  const [, origin = '', path = ''] =
    /^(https?:\/\/[^/?#\\@]+)(\/[\w\-.~!$&'()*+,;=:@/?%[\]]*)$/.exec(url) ?? [];
  const server = servers.get(origin);
  // Dot segments are resolved by the parser alone.
  if (server !== undefined && !path.includes('/.') && !/%2e/i.test(path)) return { ...server, path };
  const { protocol, hostname, port, host, pathname, search } = new URL(url);
  // An address of IPv6 stands in brackets in a URL, and nowhere else.
  const parsed = { protocol, hostname: hostname.replace(/^\[|\]$/g, ''), port, host };
  if (origin !== '' && servers.size < MOST_SERVERS) servers.set(origin, parsed);
  return { ...parsed, path: pathname + search };
}
