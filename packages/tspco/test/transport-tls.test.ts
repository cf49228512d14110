import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';

// Certificates are made for each run: one in the repository would expire.
const canMakeCertificates = spawnSync('openssl', ['version']).status === 0;
const entry = fileURLToPath(new URL('../dist/index.js', import.meta.url));

/** Runs in a process of its own, since whom to trust is decided when a process starts. */
const program = `
import { createServer } from 'node:https';
import { readFileSync } from 'node:fs';
import { PCO } from ${JSON.stringify(entry)};

const seen = [];
const tls = { key: readFileSync('key.pem'), cert: readFileSync('cert.pem') };
const server = createServer(tls, ({ socket, headers }, response) => {
  const { servername, alpnProtocol, remotePort } = socket;
  seen.push({ servername, alpnProtocol, remotePort, resumed: socket.isSessionReused(), host: headers.host });
  response.end('{"data":null}');
});
await new Promise((resolve) => server.listen(0, resolve));
const { port } = server.address();
const credentials = { applicationId: 'application', secret: 'not-a-secret', maxRetries: 0 };
const client = (host) => new PCO({ ...credentials, apiBase: 'https://' + host + ':' + port });
const named = client('localhost');
await named.get('/a');
await named.get('/b');
// The server sends what the next handshake is spared with after the first answer.
await new Promise((resolve) => setImmediate(resolve));
await named.close();
await client('localhost').get('/c');
await client('127.0.0.1').get('/d');
const stranger = await client('127.0.0.2').post('/e', {}).catch(({ message, sent }) => ({ message, sent }));
console.log(JSON.stringify({ seen, port, stranger }));
server.closeAllConnections();
server.close();
`;

it.skipIf(!canMakeCertificates)(
  'TLS names the server, keeps and resumes connections, and sends nothing to a server with another name',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tspco-tls-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    const files = ['-keyout', 'key.pem', '-out', 'cert.pem'];
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...files, ...subject];
    execFileSync('openssl', request, { cwd: folder, stdio: 'ignore' });
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', program],
      { cwd: folder, env: { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem') } },
    );
    const { seen, port, stranger } = JSON.parse(stdout) as {
      seen: {
        servername: unknown;
        alpnProtocol: string;
        remotePort: number;
        resumed: boolean;
        host: string;
      }[];
      port: number;
      stranger: { message: string; sent: string };
    };
    expect(seen.map(({ servername, resumed }) => [servername, resumed])).toEqual([
      ['localhost', false],
      ['localhost', false],
      ['localhost', true],
      [false, false],
    ]);
    expect(seen[0]).toMatchObject({ alpnProtocol: 'http/1.1', host: `localhost:${port}` });
    expect(seen[1]?.remotePort).toBe(seen[0]?.remotePort);
    expect(seen[2]?.remotePort).not.toBe(seen[0]?.remotePort);
    expect(stranger.message).toContain('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(stranger.sent).toBe('no');
  },
);
