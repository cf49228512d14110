import { document, to } from '../program/visit.js';

const PEOPLE = '/people/v2/people';
const NOT_FOUND = {
  errors: [{ status: '404', title: 'Not Found', detail: 'The resource you requested could not be found' }],
};

/** @type {import('../program/scenario.js').Chapter} */
export const ERRORS = {
  title: 'Errors',
  facts: {
    'not-found': 'what is not there is 404, with the same document everywhere',
    'empty-to-one': 'the path of an empty to-one is not there',
    'unknown-path': 'unknown paths are not there, inside of an app and outside',
    'nested-only': 'memberships of households are not there at the top',
    'invalid-json': 'a body that is no JSON is refused',
    'validation-error': 'a validation error has an item for each complaint, with parameter and resource',
    'forbidden-attribute': 'a forbidden attribute is one item',
    'attribute-not-found': 'a resource that is assigned and not there is named by its parameter',
    members: 'errors have no id, no links and no pointer',
    'upload-method': 'the upload server takes POST only',
  },
  unshown: {
    'enum-value': 'which attributes refuse values outside of their enumeration is not known',
    'delete-restriction': 'which deletes are refused is not documented',
    'missing-parameter': 'which request lacks a parameter it requires is not documented',
    'invalid-data': 'which write fails in that way is not documented',
    'invalid-payload': 'which payload is invalid beyond those without data is not documented',
    'duplicate-record': 'a 409 needs two creations at the same moment',
    'server-errors': 'nobody can ask for a 500, 502, 503 or 504',
    'other-methods': 'the bodies for 405, 406 and 415 of the API are not known',
    'associated-resources': 'which complaints list other resources is not documented',
    'bad-scope': 'an older form, no longer seen',
    retries: 'what to send again is for clients to know',
  },
  scenarios: [
    {
      name: 'a person that is not there is 404, without id, links and pointer in its error',
      shows: ['not-found', 'members'],
      app: 'people',
      async play({ get, same }) {
        const { status, body } = await get(`${PEOPLE}/0`);
        same('status', status, 404);
        same('document', body, NOT_FOUND);
      },
    },
    {
      name: 'the path of an empty to-one is 404',
      shows: ['empty-to-one'],
      app: 'people',
      async play({ get, first, same }) {
        const isAway = ({ relationships }) => relationships?.primary_campus.data === null;
        const { id } = await first(`${PEOPLE}?per_page=100`, isAway);
        const { status, body } = await get(`${PEOPLE}/${id}/primary_campus`);
        same('status', status, 404);
        same('document', body, NOT_FOUND);
      },
    },
    {
      name: 'unknown paths are 404 as a document, below a record, in an app and outside of all',
      shows: ['unknown-path'],
      app: 'people',
      async play({ get, first, same }) {
        const { id } = await first(`${PEOPLE}?per_page=1`);
        for (const path of [`${PEOPLE}/${id}/bogus`, '/people/v2/bogus', '/bogus']) {
          const { status, body } = await get(path);
          same(`status of ${path}`, status, 404);
          same(`document of ${path}`, body, NOT_FOUND);
        }
      },
    },
    {
      name: 'memberships of households are below a household, and 404 at the top',
      shows: ['nested-only'],
      app: 'people',
      async play({ get, first, same }) {
        const { id } = await first('/people/v2/households?per_page=1');
        const path = `/people/v2/households/${id}/household_memberships`;
        const membership = await first(path);
        same('status of one', (await get(`${path}/${membership.id}`)).status, 200);
        for (const top of ['', `/${membership.id}`]) {
          const { status } = await get(`/people/v2/household_memberships${top}`);
          same(`status at the top${top && ', of one'}`, status, 404);
        }
      },
    },
    {
      name: 'a body that is no JSON is refused without a word on what is wrong',
      shows: ['invalid-json'],
      app: 'people',
      writes: 'nothing',
      async play({ post, same }) {
        const { status, body } = await post(PEOPLE, '{"data":');
        same('status', status, 400);
        same('document', body, {
          errors: [
            {
              status: '400',
              title: 'Bad Request',
              code: 'invalid_json',
              detail: 'Your request could not be processed',
            },
          ],
        });
      },
    },
    {
      name: 'a validation error names parameter and resource',
      shows: ['validation-error'],
      app: 'people',
      writes: 'nothing, unless a person without names is accepted after all',
      async play({ post, same, includes }) {
        const { status, body } = await post(PEOPLE, document('Person', { first_name: '', last_name: '' }));
        same('status', status, 422);
        for (const { status: text, title, meta } of body.errors) {
          same('error', { text, title }, { text: '422', title: 'Validation Error' });
          same('resource', meta.resource, 'Person');
        }
        const complaints = body.errors.map(({ source, detail }) => [source.parameter, detail]);
        includes('complaints', complaints, [['last_name', "can't be blank"]]);
      },
    },
    {
      name: 'forbidden attributes are one item, however many there are',
      shows: ['forbidden-attribute'],
      app: 'people',
      writes: 'nothing, unless it is accepted after all',
      async play({ post, named, same }) {
        const attributes = {
          first_name: 'Scenario',
          last_name: named('Two'),
          created_at: '',
          updated_at: '',
        };
        const { status, body } = await post(PEOPLE, document('Person', attributes));
        same('status', status, 422);
        same(
          'titles',
          body.errors.map(({ title }) => title),
          ['Forbidden Attribute'],
        );
      },
    },
    {
      name: 'a resource that is assigned and not there is named by its parameter',
      shows: ['attribute-not-found'],
      app: 'services',
      writes: 'nothing, unless it is accepted after all',
      async play({ create, post, named, same }) {
        const type = await create('/services/v2/service_types', 'ServiceType', { name: named('Series') });
        const path = `/services/v2/service_types/${type.id}/plans`;
        const { status, body } = await post(path, document('Plan', {}, { series: to('Series', '0') }));
        same('status', status, 422);
        const [{ title, code, source }] = body.errors;
        same(
          'error',
          { title, code },
          { title: 'Attribute Resource Not Found', code: 'attribute_resource_not_found' },
        );
        same('parameter', source.parameter, 'series');
      },
    },
    {
      name: 'the upload server takes no other method than POST',
      shows: ['upload-method'],
      async play({ get, target, same }) {
        same('status', (await get(target.uploadUrl)).status, 405);
      },
    },
  ],
};
