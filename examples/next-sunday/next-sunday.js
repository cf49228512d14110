// Prints the plans of next Sunday; on a Sunday, those of today.
import { PCO } from 'tspco';
import { readSunday } from './plans.js';

/** How Services writes whether somebody comes. @type {Record<string, string>} */
const STATUS = { C: 'confirmed', U: 'not answered', D: 'declined' };

try {
  const pco = PCO.fromEnv({ readOnly: true, userAgent: 'next-sunday' });
  const { church, day, plans } = await readSunday(pco, new Date());
  console.log(`${church}, Sunday ${day}`);
  if (plans.length === 0) console.log('\nNothing is planned.');
  for (const plan of plans) print(plan);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @param {import('./plans.js').SundayPlan} plan */
function print({ serviceType, title, times, items, team }) {
  console.log(`\n${serviceType}${title ? `: ${title}` : ''}`);
  for (const { name, from, to } of times) console.log(`  ${from} to ${to}  ${name}`);
  if (items.length > 0) console.log('\n  Order');
  for (const { title, key, length } of items) {
    // Headers take no time.
    console.log(`    ${length > 0 ? minutes(length) : '     '}  ${title}${key ? ` (${key})` : ''}`);
  }
  console.log('\n  Team');
  if (team.length === 0) console.log('    nobody yet');
  for (const { team: name, position, person, status } of team)
    console.log(`    ${name}, ${position}: ${person}, ${STATUS[status] ?? status}`);
}

/** Seconds as 4:05. @param {number} seconds */
function minutes(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`.padStart(5);
}
