import { expect, it } from 'vitest';
import { ask, smallChurch, type Told } from './support/small-church.ts';

const send = (method: string, url: string, body?: unknown): Promise<Told> =>
  ask(smallChurch(), method, url, { body });

const person = (attributes: object, rest: object = {}): object => ({
  data: { type: 'Person', attributes, ...rest },
});

const BAD_REQUEST = { status: '400', title: 'Bad Request' };
const NOT_FOUND = {
  status: '404',
  title: 'Not Found',
  detail: 'The resource you requested could not be found',
};
const FORBIDDEN = {
  status: '403',
  title: 'Forbidden',
  detail: 'You do not have access to this resource',
};

it.each([
  '/people/v2/nothing',
  '/people/v2/household_memberships',
  '/people/v2/people/4711',
  '/people/v2/people/1000/primary_campus',
  '/people/v2/people/9/nothing',
  '/people/v2/people/12/emails/400',
  '/people/v2/people/9/toString',
  '/people/v2/people/toString',
  '/services/v2/songs/200/arrangements/220',
])('there is nothing at %s', async (url) => {
  expect(await send('GET', url)).toEqual({ status: 404, document: { errors: [NOT_FOUND] } });
});

it.each([
  ['PATCH', '/people/v2/people/4711'],
  ['DELETE', '/people/v2/people/4711'],
  ['POST', '/people/v2/people/9'],
  ['PATCH', '/people/v2/people'],
  ['DELETE', '/people/v2/people'],
])('%s %s finds nothing', async (method, url) => {
  expect(await send(method, url, person({}))).toEqual({ status: 404, document: { errors: [NOT_FOUND] } });
});

it.each([
  ['POST', '/people/v2/emails', { data: { type: 'Email', attributes: { address: 'a@example.org' } } }],
  ['PATCH', '/people/v2', { data: { type: 'Organization', attributes: {} } }],
  ['DELETE', '/people/v2', undefined],
])('%s %s is forbidden', async (method, url, body) => {
  expect(await send(method, url, body)).toEqual({ status: 403, document: { errors: [FORBIDDEN] } });
});

it.each([
  ['no data', {}],
  ['nothing', ''],
  ['an array', { data: [{ type: 'Person', attributes: {} }] }],
  ['null', { data: null }],
  ['a text', { data: 'Person' }],
  ['a list', []],
])('a body with %s is refused', async (_, body) => {
  expect(await send('POST', '/people/v2/people', body)).toEqual({
    status: 400,
    document: {
      errors: [
        {
          ...BAD_REQUEST,
          code: 'invalid_resource_payload',
          detail: "The payload given does not contain a 'data' key.",
        },
      ],
    },
  });
});

it('a body that is no JSON is refused', async () => {
  const { status, document } = await send('POST', '/people/v2/people', '{"data":');
  expect(status).toBe(400);
  expect(document.errors).toEqual([
    { ...BAD_REQUEST, code: 'invalid_json', detail: 'Your request could not be processed' },
  ]);
});

it.each([
  ['an unknown attribute', person({ first_name: 'A', shoe_size: 44 }), 'shoe_size'],
  ['an attribute that is only read', person({ created_at: '2020-01-01T00:00:00Z' }), 'created_at'],
  ['an id', person({ id: '5' }), 'id'],
  ['a relationship inside attributes', person({ primary_campus: { data: null } }), 'primary_campus'],
  ['an unknown relationship', person({}, { relationships: { dog: { data: null } } }), 'dog'],
])('%s may not be assigned', async (_, body, name) => {
  expect(await send('PATCH', '/people/v2/people/9', body)).toEqual({
    status: 422,
    document: {
      errors: [{ status: '422', title: 'Forbidden Attribute', detail: `\`${name}\` cannot be assigned` }],
    },
  });
});

it('says all that is wrong with the values at once', async () => {
  const { status, document } = await send('POST', '/people/v2/people', person({ last_name: ' ', grade: 13 }));
  const about = (parameter: string, detail: string): object => ({
    status: '422',
    title: 'Validation Error',
    detail,
    source: { parameter },
    meta: { resource: 'Person' },
  });
  expect(status).toBe(422);
  expect(document.errors).toEqual([
    about('first_name', "can't be blank"),
    about('last_name', "can't be blank"),
    about('grade', 'must be between -1 and 12'),
  ]);
});

it.each([-2, 13])('a grade of %i is out of range', async (grade) => {
  expect((await send('PATCH', '/people/v2/people/9', person({ grade }))).status).toBe(422);
});

it('a required attribute cannot become blank', async () => {
  const { status, document } = await send('PATCH', '/people/v2/people/9', person({ first_name: '' }));
  expect([status, document.errors?.map(({ source }) => source)]).toEqual([
    422,
    [{ parameter: 'first_name' }],
  ]);
});

it('what does not exist cannot be pointed at', async () => {
  const { status, document } = await send(
    'PATCH',
    '/people/v2/people/9',
    person({ primary_campus_id: '99' }),
  );
  expect(status).toBe(422);
  expect(document.errors).toEqual([
    {
      status: '422',
      title: 'Attribute Resource Not Found',
      code: 'attribute_resource_not_found',
      detail: 'The resource for primary_campus_id could not be found',
      source: { parameter: 'primary_campus_id' },
    },
  ]);
});

it('an upload that is unknown is no avatar', async () => {
  const { status, document } = await send('PATCH', '/people/v2/people/9', person({ avatar: 'nothing' }));
  expect(status).toBe(422);
  expect(document.errors?.[0]).toMatchObject({ detail: 'is invalid', source: { parameter: 'avatar' } });
});

it.each([
  ['POST', '/people/v2/lists/800/mailchimp_sync'],
  ['GET', '/people/v2/people?where[mfa_configured]=true'],
  ['GET', '/calendar/v2/event_instances?filter=subscriber'],
])('%s %s is not emulated, and says so', async (method, url) => {
  const { status, document } = await send(method, url, { data: {} });
  expect([status, document.errors?.[0]?.['code']]).toEqual([501, 'tspco_emulator_not_modelled']);
});
