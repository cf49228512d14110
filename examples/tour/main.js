// A tour of the client. It runs against the emulator, a Planning Center with an invented church on this machine: no
// account is needed, and nothing leaves the computer. For your own church, make the client with
// `new PCO({ applicationId, secret })` and nothing more.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createEmulator } from '@tspco/emulator';
import { PCO, PCOError, PCONotFoundError, related } from 'tspco';
import { chapter, count, Disappointment, expect, say } from './narrator.js';

const PEOPLE = '/people/v2/people';
// The smallest PNG there is: one transparent dot.
const DOT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

/** @param {PCO} pco */
async function countPeople(pco) {
  chapter('How many people are there?');
  const people = await pco.iterate(PEOPLE).count();
  const households = await pco.iterate('/people/v2/households').count();
  say(`${count(people, 'person', 'people')} in ${count(households, 'household')}.`);
  expect(people > 0 && households > 0, 'the church should have people and households');
  return people;
}

async function readFirstFive(pco, total) {
  chapter('The first five by last name');
  const { data } = await pco.get(PEOPLE, { order: 'last_name', per_page: 5 });
  for (const person of data) say(`${person.attributes.last_name}, ${person.attributes.first_name}`);
  expect(data.length === Math.min(5, total), `five people should come, or all ${total} if there are fewer`);
  return data[0].attributes.last_name;
}

async function filterByLastName(pco, lastName) {
  chapter(`Everybody called ${lastName}`);
  const { data, meta } = await pco.get(PEOPLE, { where: { last_name: lastName }, per_page: 100 });
  const firstNames = data.slice(0, 4).map((person) => person.attributes.first_name);
  say(
    `${count(meta.total_count, 'person', 'people')}: ${firstNames.join(', ')}${data.length > 4 ? ', …' : ''}`,
  );
  const all = data.every((person) => isSameName(person.attributes.last_name, lastName));
  expect(data.length > 0 && all, `only people called ${lastName} should come`);
  return meta.total_count;
}

/** The server compares names without case and accents. */
function isSameName(one, other) {
  return one.localeCompare(other, 'en', { sensitivity: 'base' }) === 0;
}

async function readIncludes(pco) {
  chapter('People with their e-mails and phone numbers');
  const people = await pco.iterate(PEOPLE, { include: ['emails', 'phone_numbers'] }).toArray({ limit: 4 });
  for (const person of people) {
    const emails = related(person, 'emails').map(({ attributes }) => attributes.address);
    const numbers = related(person, 'phone_numbers').map(({ attributes }) => attributes.number);
    const { name } = person.data.attributes;
    say(`${name}: ${[...emails, ...numbers].join(', ') || 'no e-mail, no phone'}`);
    expect(
      emails.length + numbers.length === person.included.length,
      `${name} should come with what belongs to them alone`,
    );
  }
}

async function readEverybody(pco, { total, lastName, namesakes }) {
  chapter('Reading everybody, and knowing that it was everybody');
  const everybody = pco.iterate(PEOPLE, { include: ['emails'] });
  const ids = new Set();
  let emails = 0;
  let sameName = 0;
  for await (const { data, included } of everybody) {
    ids.add(data.id);
    emails += included.length;
    if (isSameName(data.attributes.last_name, lastName)) sameName++;
  }
  const { pages, yielded, expected, completeness } = everybody.report;
  say(
    `${yielded} of ${expected} in ${count(pages, 'page')}, with ${count(emails, 'e-mail')} (${completeness}).`,
  );
  const allEmails = await pco.iterate('/people/v2/emails').count();
  expect(completeness !== 'incomplete', 'the reading should be complete');
  expect(ids.size === total, `each of the ${total} people should come once; ${ids.size} did`);
  expect(sameName === namesakes, `the filter found ${namesakes} called ${lastName}; there are ${sameName}`);
  expect(emails === allEmails, `all ${allEmails} e-mails should come with their people; ${emails} did`);
}

async function readNextPlan(pco) {
  chapter('The next service');
  const next = [];
  for await (const { data: kind } of pco.iterate('/services/v2/service_types')) {
    const plans = `/services/v2/service_types/${kind.id}/plans`;
    const plan = await pco.iterate(plans, { filter: 'future', order: 'sort_date' }).first();
    if (plan) next.push({ plan: plan.data, kind, items: `${plans}/${plan.data.id}/items` });
  }
  const dateOf = ({ plan }) => plan.attributes.sort_date;
  const [first] = next.sort((a, b) => dateOf(a).localeCompare(dateOf(b)));
  expect(first, 'a plan for the next service should be there');
  const { plan, kind } = first;
  const items = await pco.iterate(first.items, { include: ['song'] }).toArray();
  say(`${kind.attributes.name}, ${plan.attributes.dates}: ${count(items.length, 'item')}.`);
  for (const item of items) {
    const song = related(item, 'song');
    if (!song) continue;
    const { title, length } = item.data.attributes;
    say(`♪ ${title} (${song.attributes.author}), ${count(Math.round(length / 60), 'minute')}`);
  }
  expect(items.length === plan.attributes.items_count, 'as many items should come as the plan counts');
}

async function createPerson(pco, total) {
  chapter('Somebody new');
  const newcomer = pco.template('Person', { first_name: 'Ada', last_name: 'Rolfe' });
  const { data: person } = await pco.post(PEOPLE, newcomer);
  const email = pco.template('Email', { address: 'ada@example.org', location: 'Home' });
  await pco.post(`${PEOPLE}/${person.id}/emails`, email);
  const { data, included } = await pco.get(`${PEOPLE}/${person.id}`, { include: ['emails'] });
  const { first_name: first, last_name: last } = data.attributes;
  say(`${first} ${last} is person ${data.id}, reachable at ${included[0]?.attributes.address}.`);
  expect(
    included[0]?.attributes.address === 'ada@example.org',
    'the new e-mail should belong to the new person',
  );
  expect((await pco.iterate(PEOPLE).count()) === total + 1, `there should be ${total + 1} people now`);
  return person.id;
}

async function changePerson(pco, id) {
  chapter('A change');
  const { data } = await pco.patch(`${PEOPLE}/${id}`, pco.template('Person', { first_name: 'Adelaide' }));
  say(`Person ${data.id} is now called ${data.attributes.first_name} ${data.attributes.last_name}.`);
  expect(data.attributes.first_name === 'Adelaide', 'the first name should have changed');
  expect(data.attributes.last_name === 'Rolfe', 'the last name should have stayed');
}

async function uploadAvatar(pco, id) {
  chapter('A picture');
  const folder = await mkdtemp(join(tmpdir(), 'tspco-tour-'));
  const path = join(folder, 'avatar.png');
  try {
    await writeFile(path, Buffer.from(DOT, 'base64'));
    const {
      data: [file],
    } = await pco.upload(path);
    const { data } = await pco.patch(`${PEOPLE}/${id}`, pco.template('Person', { avatar: file.id }));
    const { name, content_type: type, file_size: size } = file.attributes;
    const { avatar } = data.attributes;
    expect(size === Buffer.from(DOT, 'base64').length, 'the whole file should arrive');
    expect(avatar?.endsWith('/avatar.png'), 'the person should show the picture');
    say(`${name} (${type}, ${count(size, 'byte')}) went up and is now at ${avatar}.`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function deletePerson(pco, id, total) {
  chapter('Gone again');
  const { status } = await pco.delete(`${PEOPLE}/${id}`);
  const left = await pco.iterate(PEOPLE).count();
  say(`The server answered ${status}; ${count(left, 'person', 'people')} again.`);
  expect(left === total, `there should be ${total} people, as at the start`);
}

async function meetRateLimit(pco, emulator, waits) {
  chapter('Too fast');
  emulator.control.rateLimit.spend();
  waits.length = 0;
  say('Another program has just used up the requests that this church may send. The client goes on asking:');
  const { data, response } = await pco.get(PEOPLE, { per_page: 1 }).withResponse();
  const seconds = waits.reduce((sum, { delay }) => sum + delay, 0) / 1000;
  say(
    `it was told to wait, waited ${seconds.toFixed(1)} s by itself and then got ${data.data[0].attributes.name}.`,
  );
  say(
    `Sent ${count(response.attempts, 'time')}; it is request ${response.rate.count} of the ${response.rate.limit} that the new time window allows.`,
  );
  expect(
    response.attempts > 1 && seconds > 0,
    'the client should have been refused, have waited and asked again',
  );
}

async function meetError(pco, id) {
  chapter('Something that is not there');
  const error = await pco.get(`${PEOPLE}/${id}`).catch((thrown) => thrown);
  expect(error instanceof PCONotFoundError, 'reading a deleted person should fail with PCONotFoundError');
  say(`${error.name}: ${error.message}`);
  say(`Its statusCode is ${error.statusCode}, its code ${error.code}.`);
  expect(error.statusCode === 404, 'its status should be 404');
}

async function tour({ people }) {
  // Planning Center allows 100 requests in 20 seconds; here the wait for the next ones is shorter.
  const emulator = createEmulator({ people, rateLimit: { limit: 100, period: 4 } });
  const { url, uploadUrl } = await emulator.listen();
  console.log(`An invented church answers at ${url}. All that follows is asked of it over HTTP.`);
  const waits = [];
  let requests = 0;
  const pco = new PCO({
    applicationId: emulator.applicationId,
    secret: emulator.secret,
    apiBase: url,
    uploadUrl,
    on: { request: () => requests++, wait: (event) => waits.push(event) },
  });
  try {
    const total = await countPeople(pco);
    expect(total === people, `the church was opened with ${people} people, and ${total} were counted`);
    const lastName = await readFirstFive(pco, total);
    const namesakes = await filterByLastName(pco, lastName);
    await readIncludes(pco);
    await readEverybody(pco, { total, lastName, namesakes });
    await readNextPlan(pco);
    const id = await createPerson(pco, total);
    await changePerson(pco, id);
    await uploadAvatar(pco, id);
    await deletePerson(pco, id, total);
    await meetRateLimit(pco, emulator, waits);
    await meetError(pco, id);
    console.log(`\nThat was the tour: ${count(requests, 'request')}, and everything was as it should be.`);
    console.log('Next: docs/start.md, ten minutes to a program of your own.');
  } finally {
    await emulator.close();
  }
}

try {
  await tour({ people: peopleAskedFor() });
} catch (error) {
  const misspelt = error.code?.startsWith('ERR_PARSE_ARGS');
  const foreseen = error instanceof Disappointment || error instanceof PCOError || misspelt;
  console.error(foreseen ? `\nNot as it should be: ${error.message}` : error);
  process.exitCode = 1;
}

function peopleAskedFor() {
  const { people } = parseArgs({ options: { people: { type: 'string', default: '500' } } }).values;
  if (/^[1-9]\d{0,4}$/.test(people)) return Number(people);
  throw new Disappointment(`--people must be a number from 1 to 99999, not ${JSON.stringify(people)}`);
}
