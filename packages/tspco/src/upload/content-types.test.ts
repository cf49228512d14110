import mimeDb from 'mime-db';
import { expect, test } from 'vitest';
import { contentTypeEntries, contentTypeOf } from './content-types.ts';

// Not in the database: chord charts, which are plain text.
const OWN = new Set(['chopro']);

test.each(contentTypeEntries().filter(([extension]) => !OWN.has(extension)))(
  '%s is %s in the media type database, too',
  (extension, type) => {
    expect(mimeDb[type]?.extensions).toContain(extension);
  },
);

test('no extension stands twice', () => {
  const extensions = contentTypeEntries().map(([extension]) => extension);
  expect(new Set(extensions).size).toBe(extensions.length);
});

test.each([
  ['photo.JPG', 'image/jpeg'],
  ['chart.v2.pdf', 'application/pdf'],
  ['slides.pptx', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  ['README', 'application/octet-stream'],
  ['archive.unknown', 'application/octet-stream'],
  ['.png', 'image/png'],
])('%s is %s', (name, type) => {
  expect(contentTypeOf(name)).toBe(type);
});
