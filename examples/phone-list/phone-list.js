// Writes the names and mobile numbers of everybody in a church into a CSV file.
import { writeFile } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import { PCO, related } from 'tspco';

const file = process.argv[2] ?? 'phone-list.csv';

try {
  // PCO_APPLICATION_ID and PCO_SECRET say who you are. This program can only read.
  const pco = PCO.fromEnv({ readOnly: true, userAgent: 'phone-list' });
  const people = pco.iterate('/people/v2/people', {
    where: { status: 'active' },
    include: ['phone_numbers'],
    order: 'last_name',
  });

  const rows = [];
  for await (const person of people) {
    const { last_name, first_name } = person.data.attributes;
    for (const { attributes } of related(person, 'phone_numbers')) {
      if (attributes.location !== 'Mobile') continue;
      rows.push([last_name, first_name, attributes.number].map(harmless));
    }
  }

  // A list that ends early is an error, so what is written here is whole. The mark at its beginning (bom) tells Excel
  // that the file is UTF-8.
  await writeFile(file, stringify([['Last name', 'First name', 'Mobile'], ...rows], { bom: true }));
  console.log(`${rows.length} mobile numbers are in ${file}.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/**
 * A spreadsheet runs a cell that begins with one of these as a formula, and people write their own names into Planning
 * Center. An apostrophe makes it a text. A phone number such as +1 310-555-0195 stays as it is.
 *
 * @param {string | null} text
 */
function harmless(text) {
  if (text === null || !/^[=+\-@\t\r]/.test(text) || /^\+[\d\s().-]+$/.test(text)) return text;
  return `'${text}`;
}
