/**
 * What a user writes, and what must not compile. Checked by `npm run check:types`; nothing here runs.
 */
import { expectTypeOf } from 'vitest';
import {
  PCO,
  PCOError,
  PCORateLimitError,
  PCORequestError,
  path,
  type AnyDocument,
  type ApiPromise,
  type RecordDocument,
  type ResponseInfo,
} from 'tspco';

const session = { id: 'grant', accessToken: async () => 'token', renew: async () => true };
const clients = [
  new PCO({ applicationId: 'a', secret: 'b' }),
  new PCO({ token: 'a' }),
  new PCO({ token: () => 'a' }),
  new PCO({ token: async () => 'a', timeout: 1000, on: { wait: ({ delay }) => delay.toFixed() } }),
  new PCO({ session }),
  new PCO({ ccName: 'grace', versions: { people: '2025-11-10' } }),
  PCO.fromEnv(),
  PCO.fromEnv({ readOnly: true }),
];
const [pco] = clients as [PCO];

// @ts-expect-error -- no credentials
new PCO({});
// @ts-expect-error -- half of the credentials
new PCO({ applicationId: 'a' });
// @ts-expect-error -- two kinds of credentials
new PCO({ applicationId: 'a', secret: 'b', token: 'c' });
// @ts-expect-error -- no such option
new PCO({ token: 'a', timeOut: 5 });
// @ts-expect-error -- a number is no token
new PCO({ token: 5 });

export async function queries(): Promise<void> {
  await pco.get('/people/v2/people');
  await pco.get(new URL('https://api.planningcenteronline.com/people/v2/people'));
  await pco.get(path`/people/v2/people/${1}/emails/${'2'}`);
  await pco.get('/people/v2/people', {
    where: { last_name: 'Rolfe', child: true, grade: 5, created_at: { gte: new Date(), lt: '2026-01-01' } },
    include: ['emails', 'households.people'],
    order: '-created_at',
    filter: ['admins'],
    fields: { Person: ['first_name', 'emails'], Email: 'address' },
    per_page: 100,
    offset: 25,
    params: { test: 'hello' },
  });
  await pco.get('/people/v2/people', {
    'where[last_name]': 'Rolfe',
    'fields[Person]': 'first_name',
    include: 'emails',
  });
  const maybe: string | undefined = undefined;
  await pco.get('/people/v2/people', { include: maybe, where: undefined }, { signal: undefined, timeout: 5 });

  // @ts-expect-error -- a misspelt key beside correct ones
  await pco.get('/people/v2/people', { include: ['emails'], wher: { last_name: 'Rolfe' } });
  // @ts-expect-error -- a filter that would be dropped
  await pco.get('/people/v2/people', { where: { last_name: undefined } });
  // @ts-expect-error -- a filter that would be dropped
  await pco.get('/people/v2/people', { where: { last_name: null } });
  // @ts-expect-error -- a filter that would be dropped
  await pco.get('/people/v2/people', { 'where[last_name]': undefined });
  // @ts-expect-error -- where is no text
  await pco.get('/people/v2/people', { where: 'last_name=Rolfe' });
  // @ts-expect-error -- options are the third parameter
  await pco.get('/people/v2/people', { timeout: 5 });
  // @ts-expect-error -- no such option
  await pco.get('/people/v2/people', {}, { retries: 5 });
  // @ts-expect-error -- an object is no id
  path`/people/v2/people/${{ id: 1 }}`;
}

export async function results(): Promise<void> {
  const anyPath: string = '/people/v2/people/1';
  const promise = pco.get(anyPath);
  expectTypeOf<typeof promise>().toEqualTypeOf<ApiPromise<AnyDocument | null>>();
  const { data, response } = await promise.withResponse();
  expectTypeOf<typeof data>().toEqualTypeOf<AnyDocument | null>();
  expectTypeOf<typeof response>().toEqualTypeOf<ResponseInfo>();
  const deleted = await pco.delete('/people/v2/people/1');
  expectTypeOf<typeof deleted>().toEqualTypeOf<Response>();
  const file = await pco.upload('photo.jpg', {}, { onProgress: ({ sent, total }) => [sent, total] });
  expectTypeOf<(typeof file.data)[0]['id']>().toEqualTypeOf<string>();

  for await (const record of pco.iterate(anyPath, { include: ['emails'] })) {
    expectTypeOf<typeof record>().toEqualTypeOf<RecordDocument>();
    expectTypeOf<typeof record.data.type>().toEqualTypeOf<string>();
    // @ts-expect-error -- attributes of unknown resources may be anything JSON can hold, not just text
    record.data.attributes['first_name']?.toUpperCase();
  }
  const list = await pco.iterate(anyPath).toArray({ limit: 5 });
  expectTypeOf<typeof list>().toEqualTypeOf<RecordDocument[]>();
  expectTypeOf(await pco.iterate(anyPath).first()).toEqualTypeOf<RecordDocument | undefined>();

  const song = pco.template('Song', { title: 'X' });
  expectTypeOf<typeof song.data.attributes.title>().toEqualTypeOf<string>();
  // @ts-expect-error -- relationships are there only when given
  song.data.relationships;
  pco.template('Song', {}, { series: { data: { type: 'Series', id: '1' } } }).data.relationships.series.data
    .id;
}

export function errors(error: unknown): string | undefined {
  if (error instanceof PCORateLimitError) return String(error.retryAfter);
  if (error instanceof PCORequestError) {
    const sent: 'no' | 'maybe' | 'yes' = error.sent;
    return `${sent} ${error.statusCode} ${error.errors[0]?.detail ?? ''} ${error.requestId ?? ''}`;
  }
  if (error instanceof PCOError) {
    // @ts-expect-error -- only answered requests have a status
    void error.statusCode;
    return error.code === 'ERR_CREDENTIALS' ? 'credentials' : error.code;
  }
  return undefined;
}
