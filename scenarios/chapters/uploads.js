import { createHash } from 'node:crypto';
import { document } from '../program/visit.js';

const PEOPLE = '/people/v2/people';
const SONGS = '/services/v2/songs';
const FILE = 'a file that goes by itself after an hour';
const BYTES = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** @type {import('../program/scenario.js').Chapter} */
export const UPLOADS = {
  title: 'Uploads',
  facts: {
    file: 'an upload answers 201 with a list of one file',
    'file-id': 'the id of a file begins with the region where it is kept',
    hour: 'a file lives for exactly an hour',
    credentials: 'uploads take the same credentials as the API',
    avatar: 'the id of a file becomes an avatar, which is shown as an address',
    'field-datum': 'the id of a file becomes the value of a field for files',
    attachment: 'the id of a file becomes an attachment, which an action opens',
    browsers: 'browsers may upload from anywhere',
    'wrong-form': 'a form without a file is refused',
  },
  unshown: {
    size: 'the largest size, and what is said of larger files, is not known',
    pixels: 'a limit of pixels was suspected in 2017',
    kinds: 'which kinds of files are refused is not documented',
    expired: 'what is said of a file older than an hour is not known',
  },
  scenarios: [
    {
      name: 'an upload answers 201 with a list of one file, which lives for an hour',
      shows: ['file', 'file-id', 'hour'],
      writes: FILE,
      async play(visit) {
        const { same, matches } = visit;
        const { status, headers, body } = await upload(visit);
        same('status', status, 201);
        matches('Content-Type', headers.get('Content-Type'), /^application\/json/);
        same('number of files', body.data.length, 1);
        const [{ type, id, attributes }] = body.data;
        same('type', type, 'File');
        matches('id', id, /^us\d+-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
        const { md5, name, content_type, file_size, expires_at } = attributes;
        same(
          'attributes',
          { md5, name, content_type, file_size },
          {
            md5: createHash('md5').update(BYTES).digest('hex'),
            name: 'scenario.png',
            content_type: 'image/png',
            file_size: BYTES.byteLength,
          },
        );
        const minutes = (Date.parse(expires_at) - visit.target.now()) / 60_000;
        same('minutes it lives', Math.round(minutes), 60);
      },
    },
    {
      name: 'an upload takes an OAuth token as it takes a personal access token',
      shows: ['credentials'],
      needs: ['pat', 'token'],
      writes: 'two files that go by themselves after an hour',
      async play(visit) {
        for (const as of ['pat', 'token'])
          visit.same(`status as ${as}`, (await upload(visit, { as })).status, 201);
        visit.same('status as nobody', (await upload(visit, { as: 'nobody' })).status, 401);
      },
    },
    {
      name: 'a file becomes an avatar, which is shown as an address',
      shows: ['avatar'],
      app: 'people',
      writes: `a person, and ${FILE}`,
      async play(visit) {
        const { create, patch, named, same, matches } = visit;
        const [{ id: avatar }] = (await upload(visit)).body.data;
        const { id } = await create(PEOPLE, 'Person', { first_name: 'Scenario', last_name: named('Avatar') });
        const { status, body } = await patch(`${PEOPLE}/${id}`, { data: { attributes: { avatar } } });
        same('status', status, 200);
        matches('avatar', body.data.attributes.avatar, /^https?:\/\//);
      },
    },
    {
      name: 'a file becomes the value of a field for files',
      shows: ['field-datum'],
      app: 'people',
      writes: `a person, a tab with a field, and ${FILE}`,
      async play(visit) {
        const { create, post, named, same, matches } = visit;
        const [{ id: value }] = (await upload(visit)).body.data;
        const person = await create(PEOPLE, 'Person', { first_name: 'Scenario', last_name: named('Field') });
        const tab = await create('/people/v2/tabs', 'Tab', { name: named('Tab') });
        const field = await create(`/people/v2/tabs/${tab.id}/field_definitions`, 'FieldDefinition', {
          name: 'File',
          data_type: 'file',
        });
        const attributes = { field_definition_id: field.id, value };
        const { status, body } = await post(
          `${PEOPLE}/${person.id}/field_data`,
          document('FieldDatum', attributes),
        );
        same('status', status, 201);
        same('file_name', body.data.attributes.file_name, 'scenario.png');
        matches('address', body.data.attributes.file.url, /^https?:\/\//);
      },
    },
    {
      name: 'a file becomes an attachment, and opening it gives the address to fetch it from',
      shows: ['attachment'],
      app: 'services',
      writes: `a song with an attachment, and ${FILE}`,
      async play(visit) {
        const { create, act, named, same, matches } = visit;
        const [{ id: file_upload_identifier }] = (await upload(visit)).body.data;
        const song = await create(SONGS, 'Song', { title: named('Attachment') });
        const path = `${SONGS}/${song.id}/attachments`;
        const attributes = { file_upload_identifier, filename: 'scenario.png' };
        const attachment = await create(path, 'Attachment', attributes);
        const opened = await act(`${path}/${attachment.id}/open`);
        same('status', opened.status, 201);
        const address = opened.body.data.attributes.attachment_url;
        matches('attachment_url', address, /^https?:\/\//);
        const file = await fetch(address);
        same('the same file', Buffer.compare(Buffer.from(await file.arrayBuffer()), BYTES), 0);
      },
    },
    {
      name: 'a browser may upload from anywhere',
      shows: ['browsers'],
      writes: FILE,
      async play(visit) {
        const { headers } = await upload(visit);
        visit.same('origins', headers.get('Access-Control-Allow-Origin'), '*');
        const methods = headers.get('Access-Control-Allow-Methods')?.split(', ') ?? [];
        visit.includes('methods', methods, ['GET', 'POST', 'OPTIONS']);
      },
    },
    {
      name: 'a form without a file is refused',
      shows: ['wrong-form'],
      writes: 'nothing',
      async play(visit) {
        const headers = { 'Content-Type': 'multipart/form-data' };
        const { status } = await visit.send('POST', visit.target.uploadUrl, { body: 'no form', headers });
        visit.includes('status', [400, 500], [status]);
      },
    },
  ],
};

function upload({ send, target }, options) {
  const form = new FormData();
  form.append('file', new Blob([BYTES], { type: 'image/png' }), 'scenario.png');
  return send('POST', target.uploadUrl, { ...options, body: form });
}
