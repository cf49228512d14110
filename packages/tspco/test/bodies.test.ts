import { gzipSync } from 'node:zlib';
import { PCONotFoundError, PCORequestError, PCOValidationError } from 'tspco';
import { describe, expect, it } from 'vitest';
import { failureOf } from './support/client.ts';
import { errorDocument, startServer, type ShortAnswer } from './support/server.ts';
import { quickClient } from './support/world.ts';

const url: string = '/people/v2/people/1';
const person = { data: { type: 'Person', id: '1', attributes: { name: 'Ada Rölfe 🎹' } } };
const text = JSON.stringify(person);

/** Answers every request of one client in the same way. */
async function clientOf(answer: ShortAnswer) {
  const server = await startServer(() => answer);
  return { pco: quickClient(server.url), server };
}

/** Sends bytes as they are. */
async function clientOfBytes(status: number, headers: Record<string, string>, bytes: Uint8Array) {
  const server = await startServer((_, { response }) => void response.writeHead(status, headers).end(bytes));
  return quickClient(server.url);
}

describe('an answer without a body', () => {
  it.each([200, 201, 202, 204])('with status %i is null', async (status) => {
    const { pco } = await clientOf({ status });
    await expect(pco.post(url, {})).resolves.toBeNull();
    await expect(pco.get(url)).resolves.toBeNull();
    await expect(pco.patch(url, {})).resolves.toBeNull();
    await expect(pco.put(url, {})).resolves.toBeNull();
    await expect(pco.requestJson('DELETE', url)).resolves.toBeNull();
  });

  it('is a Response with status 204 for delete', async () => {
    const { pco } = await clientOf({ status: 204 });
    const response = await pco.delete(url);
    expect(response).toBeInstanceOf(Response);
    expect({ status: response.status, body: response.body }).toEqual({ status: 204, body: null });
  });
});

describe('a document', () => {
  it('is read without a content type', async () => {
    const pco = await clientOfBytes(200, {}, Buffer.from(text));
    await expect(pco.get(url)).resolves.toEqual(person);
  });

  it.each(['text/plain', 'text/html', 'application/json; charset=iso-8859-1', 'nonsense'])(
    'is read as JSON under the content type %s',
    async (type) => {
      const pco = await clientOfBytes(200, { 'content-type': type }, Buffer.from(text));
      await expect(pco.get(url)).resolves.toEqual(person);
    },
  );

  it('is read behind a byte-order mark', async () => {
    const pco = await clientOfBytes(200, {}, Buffer.from('\uFEFF' + text));
    await expect(pco.get(url)).resolves.toEqual(person);
  });

  it('is read compressed', async () => {
    const pco = await clientOfBytes(200, { 'content-encoding': 'gzip' }, gzipSync(text));
    await expect(pco.get(url)).resolves.toEqual(person);
  });

  it('is read byte by byte, in whatever pieces it comes', async () => {
    const server = await startServer((_, { response }) => {
      for (const byte of Buffer.from(text)) response.write(Uint8Array.of(byte));
      response.end();
    });
    await expect(quickClient(server.url).get(url)).resolves.toEqual(person);
  });
});

describe('an error', () => {
  it('carries what the server said, in its words', async () => {
    const errors = [
      {
        status: '422',
        title: 'Validation Error',
        detail: "can't be blank",
        source: { parameter: 'last_name' },
        meta: { resource: 'Person' },
      },
      { status: '422', title: 'Validation Error', detail: 'is invalid', source: { parameter: 'base' } },
    ];
    const { pco } = await clientOf({
      status: 422,
      headers: { 'x-request-id': 'request-7' },
      body: { errors },
    });
    const error = await failureOf(pco.post(`${url}?include=emails`, person));
    expect(error).toBeInstanceOf(PCOValidationError);
    expect(error).toMatchObject({
      errors,
      statusCode: 422,
      method: 'POST',
      requestId: 'request-7',
      responseBody: JSON.stringify({ errors }),
      query: 'include=emails',
      sent: 'yes',
    });
    expect(error.message).toBe(
      "POST /people/v2/people/1 answered 422 Validation Error: last_name can't be blank; is invalid. Correct the values and send it again.",
    );
  });

  it('is read compressed', async () => {
    const document = JSON.stringify({
      errors: [{ status: '404', title: 'Not Found', detail: 'No such person' }],
    });
    const pco = await clientOfBytes(404, { 'content-encoding': 'gzip' }, gzipSync(document));
    const error = await failureOf(pco.get(url));
    expect(error).toBeInstanceOf(PCONotFoundError);
    expect(error).toMatchObject({ responseBody: document });
    expect(error.message).toContain('No such person');
  });

  it.each<[string, ShortAnswer]>([
    ['an HTML page', { status: 502, body: '<html>Bad Gateway</html>' }],
    ['no body', { status: 500 }],
    ['JSON of another kind', { status: 500, body: [1, 2] }],
    ['errors that are no list', { status: 500, body: { errors: 'many' } }],
    ['errors that are no objects', { status: 500, body: { errors: [null, 'x', 1] } }],
    ['null', { status: 500, body: 'null' }],
    ['cut JSON', { status: 500, body: '{"errors":[{' }],
  ])('has an empty list of errors when the body is %s', async (_, answer) => {
    const { pco } = await clientOf(answer);
    const error = await failureOf(pco.get(url));
    expect(error).toBeInstanceOf(PCORequestError);
    expect(error).toMatchObject({ statusCode: answer.status, errors: [], attempts: 4 });
    expect(error.message).toContain(`answered ${answer.status}`);
  });

  it.each(['title', 'detail', 'source', 'status'])('may lack the %s', async (missing) => {
    const whole = { status: '400', title: 'Bad Request', detail: 'Sorry', source: { parameter: 'x' } };
    const { pco } = await clientOf({ status: 400, body: { errors: [{ ...whole, [missing]: undefined }] } });
    const error = await failureOf(pco.get(url));
    expect(error.message).not.toContain('undefined');
    expect(error.statusCode).toBe(400);
  });

  it('holds no more than the first part of an endless body', async () => {
    const piece = Buffer.alloc(65_536, 'x');
    const server = await startServer((_, { response }) => {
      response.writeHead(404);
      const more = (): void => {
        while (!response.destroyed && response.write(piece));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    const error = await failureOf(quickClient(server.url).get(url));
    expect(error).toBeInstanceOf(PCONotFoundError);
    expect((error as PCONotFoundError).responseBody.length).toBeLessThan(2_000_000);
  });

  it('is a rejection for every verb', async () => {
    const { pco } = await clientOf(errorDocument(404, 'Not Found', 'No such person'));
    const all = [
      pco.get(url),
      pco.post(url, {}),
      pco.patch(url, {}),
      pco.put(url, {}),
      pco.delete(url),
      pco.requestJson('GET', url),
      pco.requestResponse('GET', url),
      pco.requestResponse('GET', url, { stream: true }),
      pco.get(url).withResponse(),
      pco.delete(url).withResponse(),
      pco.download('/files/1'),
      pco.iterate(url).toArray(),
      pco.iterate(url).first(),
      pco.iterate(url).count(),
    ];
    const errors = await Promise.all(all.map(failureOf));
    expect(errors.map(({ name }) => name)).toEqual(all.map(() => 'PCONotFoundError'));
  });
});
