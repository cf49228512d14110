import { createServer, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cutBody, resetInBody, resetInHeaders, slowBody } from './break-connection.ts';

/** Lets somebody ask, and gives the answer that is to be sent to them. */
async function asked(): Promise<ServerResponse> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const client = connect(port, '127.0.0.1', () => client.write('GET / HTTP/1.1\r\nHost: test\r\n\r\n'));
  client.on('error', () => {});
  onTestFinished(() => void client.destroy());
  return new Promise((resolve) => server.once('request', (_, outgoing) => resolve(outgoing)));
}

const answer = (): Response => new Response('a body');
const isAlreadySent = (response: Response): boolean => response.headers.has('x-hono-already-sent');

describe('somebody who leaves while their connection is broken', () => {
  it.each([
    ['headers', resetInHeaders],
    ['body', resetInBody],
  ])('has got a part of the %s, and no other answer follows', async (_, reset) => {
    const outgoing = await asked();
    const left = new Error('The request was given up.');
    const sent = await reset(answer(), { outgoing, now: Date.now, wait: () => Promise.reject(left) });
    expect(isAlreadySent(sent)).toBe(true);
    expect(outgoing.socket?.destroyed ?? true).toBe(true);
  });

  it.each([
    ['before it is', (outgoing: ServerResponse) => void outgoing.socket?.destroy()],
    ['while it is', (outgoing: ServerResponse) => process.nextTick(() => outgoing.socket?.destroy())],
  ])('is not waited for when they leave %s cut', async (_, leave) => {
    const outgoing = await asked();
    leave(outgoing);
    const sent = await cutBody(answer(), {}, { outgoing, now: Date.now, wait: () => Promise.resolve() });
    expect(isAlreadySent(sent)).toBe(true);
  });

  it('ends a slow body without a word, which the server would only report', async () => {
    const outgoing = await asked();
    const left = new Error('aborted');
    const slow = (to?: ServerResponse) =>
      slowBody(answer(), 10, { outgoing: to, wait: () => Promise.reject(left) });
    outgoing.destroy();
    expect(await (await slow(outgoing)).text()).toBe('');
    // In the same process it is the reader who has left, for a reason of their own.
    await expect((await slow()).text()).rejects.toBe(left);
  });
});
