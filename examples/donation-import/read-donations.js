import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';

/** What is wrong with the file, one line for each mistake. */
class FileError extends Error {}

const COLUMNS = ['reference', 'received_on', 'person_id', 'method', 'fund', 'amount'];
const METHODS = ['ach', 'card', 'cash', 'check'];

/**
 * @typedef {object} Donation
 * @property {string} reference what the sender's system calls it: no other donation has it
 * @property {string} receivedOn as 2026-11-29
 * @property {string} personId
 * @property {string} method
 * @property {{ fund: string, cents: number }[]} parts
 */

/**
 * Reads the file. Lines with the same reference are parts of one donation, for several funds.
 *
 * @param {string} text
 * @returns {Donation[]}
 * @throws {FileError} that names everything that is wrong, before anything is sent
 */
export function readDonations(text) {
  /** @type {{ record: Record<string, string>, info: { lines: number } }[]} */
  const rows = parse(text, { columns: true, bom: true, trim: true, skip_empty_lines: true, info: true });
  const [first] = rows;
  if (first === undefined) throw new FileError('There is no donation in it.');
  const missing = COLUMNS.filter((column) => first.record[column] === undefined);
  if (missing.length > 0) throw new FileError(`It lacks the columns ${missing.join(', ')}.`);

  /** @type {string[]} */
  const problems = [];
  /** @type {Map<string, Donation>} */
  const donations = new Map();
  for (const { record, info } of rows) {
    const { reference = '', fund = '' } = record;
    const { receivedOn, personId, method, cents, wrong } = readRow(record);
    if (wrong.length > 0) {
      problems.push(`Line ${info.lines}: ${wrong.join(', ')}.`);
      continue;
    }
    const known = donations.get(reference);
    if (known === undefined) {
      donations.set(reference, { reference, receivedOn, personId, method, parts: [{ fund, cents }] });
    } else if (
      [known.receivedOn, known.personId, known.method].join() !== [receivedOn, personId, method].join()
    ) {
      problems.push(`Line ${info.lines}: another donation has the reference ${reference}, too.`);
    } else if (known.parts.some((part) => part.fund === fund)) {
      problems.push(`Line ${info.lines}: ${reference} names the fund ${fund} twice.`);
    } else known.parts.push({ fund, cents });
  }
  if (problems.length > 0) throw new FileError(problems.join('\n'));
  return [...donations.values()];
}

/** @param {Record<string, string>} record */
function readRow({
  reference,
  received_on: receivedOn = '',
  person_id: personId = '',
  method = '',
  fund,
  amount = '',
}) {
  const cents = centsOf(amount);
  const wrong = [
    reference ? '' : 'the reference is missing',
    isDay(receivedOn) ? '' : `received_on must be a day such as 2026-11-29, not "${receivedOn}"`,
    /^\d+$/.test(personId) ? '' : `person_id must be the id of a person, not "${personId}"`,
    METHODS.includes(method) ? '' : `method must be one of ${METHODS.join(', ')}, not "${method}"`,
    fund ? '' : 'the fund is missing',
    cents > 0 ? '' : `amount must be more than nothing and such as 25.00, not "${amount}"`,
  ];
  return { receivedOn, personId, method, cents, wrong: wrong.filter(Boolean) };
}

/** Without fractions of binary numbers, in which 1.15 is not quite 1.15. @param {string} amount */
function centsOf(amount) {
  const [, whole, cents = '00'] = /^(\d{1,9})(?:\.(\d\d))?$/.exec(amount) ?? [];
  return whole === undefined ? 0 : Number(whole + cents);
}

/** @param {string} text */
function isDay(text) {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && text.length === 10;
}

/** @param {Donation} donation */
export function amountOf({ parts }) {
  return parts.reduce((sum, { cents }) => sum + cents, 0);
}

/** Changes with everything that stands in a donation. @param {Donation} donation */
export function fingerprintOf(donation) {
  return createHash('sha256').update(JSON.stringify(donation)).digest('hex').slice(0, 16);
}
