import { gzipSync } from 'node:zlib';
import { PCOMalformedAnswerError, PCOUnexpectedRequestError } from 'tspco';
import { describe, expect, it } from 'vitest';
import { failureOf } from './support/client.ts';
import { startServer, type RawExchange, type ShortAnswer } from './support/server.ts';
import { quickClient } from './support/world.ts';

const person = { data: { type: 'Person', id: '1', attributes: { name: 'Ada Rolfe' } } };
const text = JSON.stringify(person);
const url: string = '/people/v2/people/1';

/** Sends the first half of a body and breaks the connection once it is on its way. */
function sendHalf(
  { request, response }: RawExchange,
  headers: Record<string, string>,
  body: Uint8Array,
): void {
  response.writeHead(200, headers);
  response.write(body.subarray(0, body.length / 2), () => request.socket.destroySoon());
}

const cuts: [string, (raw: RawExchange) => void][] = [
  [
    'shorter than its length',
    (raw) => sendHalf(raw, { 'content-length': String(text.length) }, Buffer.from(text)),
  ],
  ['cut between its chunks', (raw) => sendHalf(raw, {}, Buffer.from(text))],
  ['cut inside its compression', (raw) => sendHalf(raw, { 'content-encoding': 'gzip' }, gzipSync(text))],
];

describe.each(cuts)('a body that is %s', (_, cut) => {
  it('has a GET sent again', async () => {
    const server = await startServer((_, raw) =>
      server.requests.length === 1 ? cut(raw) : { body: person },
    );
    await expect(quickClient(server.url).get(url)).resolves.toEqual(person);
    expect(server.requests).toHaveLength(2);
  });

  it('ends a GET with an error after four attempts', async () => {
    const server = await startServer((_, raw) => cut(raw));
    const error = await failureOf(quickClient(server.url).get(url));
    expect(error).toBeInstanceOf(PCOUnexpectedRequestError);
    expect(server.requests).toHaveLength(4);
  });

  it('has requestResponse send a GET again, since it reads the body before it gives the answer', async () => {
    const server = await startServer((_, raw) =>
      server.requests.length === 1 ? cut(raw) : { body: person },
    );
    const response = await quickClient(server.url).requestResponse('GET', url);
    expect(await response.json()).toEqual(person);
    expect(server.requests).toHaveLength(2);
  });

  it('has a POST sent once and leaves open what became of it', async () => {
    const server = await startServer((_, raw) => cut(raw));
    const error = await failureOf(quickClient(server.url).post(url, person));
    expect(error).toBeInstanceOf(PCOUnexpectedRequestError);
    expect({ received: server.requests.length, sent: error.sent }).toEqual({ received: 1, sent: 'maybe' });
  });
});

describe('JSON that stops short in a complete answer', () => {
  const cut: ShortAnswer = { body: text.slice(0, text.length / 2) };

  it('has a GET sent again', async () => {
    const server = await startServer(() => (server.requests.length === 1 ? cut : { body: person }));
    await expect(quickClient(server.url).get(url)).resolves.toEqual(person);
    expect(server.requests).toHaveLength(2);
  });

  it('ends a GET with an error that keeps the body for those who ask for it', async () => {
    const server = await startServer(() => cut);
    const error = await failureOf(quickClient(server.url).get(url));
    expect(error).toBeInstanceOf(PCOMalformedAnswerError);
    expect(server.requests).toHaveLength(4);
    expect(error).toMatchObject({ responseBody: cut.body, statusCode: 200, code: 'ERR_MALFORMED_ANSWER' });
    expect(Object.keys(error)).not.toContain('responseBody');
  });

  it('has a POST sent once: the server answered it', async () => {
    const server = await startServer(() => ({ ...cut, status: 201 }));
    const error = await failureOf(quickClient(server.url).post(url, person));
    expect(error).toBeInstanceOf(PCOMalformedAnswerError);
    expect({ received: server.requests.length, sent: error.sent }).toEqual({ received: 1, sent: 'yes' });
  });
});

describe('an error document that is cut', () => {
  const half = ({ request, response }: RawExchange): void => {
    response.writeHead(422, { 'content-length': '200', 'content-type': 'application/json' });
    response.write('{"errors":[{"status":"422",', () => request.socket.destroySoon());
  };

  it('has a GET sent again', async () => {
    const server = await startServer((_, raw) =>
      server.requests.length === 1 ? half(raw) : { body: person },
    );
    await expect(quickClient(server.url).get(url)).resolves.toEqual(person);
  });

  it('does not have a POST sent again', async () => {
    const server = await startServer((_, raw) => half(raw));
    const error = await failureOf(quickClient(server.url).post(url, person));
    expect(server.requests).toHaveLength(1);
    expect(error.sent).not.toBe('no');
  });
});

describe('a page where a document should be', () => {
  const portal: ShortAnswer = { headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' };

  it('is an error at once, since it would be the same page again', async () => {
    const server = await startServer(() => portal);
    const error = await failureOf(quickClient(server.url).get(url));
    expect(error).toBeInstanceOf(PCOMalformedAnswerError);
    expect(error.message).toContain('an HTML page instead of JSON');
    expect(server.requests).toHaveLength(1);
  });

  it.each(['plain words', '"', 'undefined', '\u0000'])('so is the body %j', async (body) => {
    const server = await startServer(() => ({ body }));
    expect(await failureOf(quickClient(server.url).get(url))).toBeInstanceOf(PCOMalformedAnswerError);
  });
});
