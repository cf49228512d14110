import { createServer } from 'node:http';
import { once } from 'node:events';
import { Failure } from '../failure.ts';

/** A server that waits for a browser to come back. */
export interface WaitingForCallback {
  /** The address that was asked for. */
  readonly callback: Promise<string>;
  close(): void;
}

const PAGE = `<!doctype html>
<meta charset="utf-8">
<title>pco</title>
<body style="font-family: system-ui; margin: 4rem auto; max-width: 30rem">
<h1>You can close this window</h1>
<p>pco goes on in the terminal.</p>
`;

/** Whether a browser on this machine can be waited for at an address. */
export function isLoopback(redirectUri: string): boolean {
  return (
    URL.canParse(redirectUri) &&
    /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(new URL(redirectUri).href)
  );
}

/**
 * Listens where the browser will come back to. What comes to another path, such as a browser's question for an icon, is
 * not it.
 */
export async function waitForCallback(redirectUri: string, signal: AbortSignal): Promise<WaitingForCallback> {
  const { hostname, port, pathname, origin } = new URL(redirectUri);
  const server = createServer();
  const callback = new Promise<string>((resolve, reject) => {
    server.on('request', (request, response) => {
      const url = new URL(request.url ?? '/', origin);
      if (url.pathname !== pathname) return void response.writeHead(404).end();
      response.writeHead(200, { 'Content-Type': 'text/html', Connection: 'close' }).end(PAGE, () => {
        resolve(url.href);
      });
    });
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  callback.catch(() => {});
  server.listen(Number(port || 80), hostname.replaceAll(/[[\]]/g, ''));
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new Failure(`pco cannot wait for the browser at ${redirectUri}: ${(error as Error).message}.`, {
      remedy:
        'Register another address for your application and give it with --redirect-uri, or use --no-browser.',
      cause: error,
    });
  }
  return {
    callback,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
