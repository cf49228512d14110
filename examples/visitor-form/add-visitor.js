import { setTimeout } from 'node:timers/promises';
import { related, segment } from 'tspco';

/** @typedef {{ firstName: string, lastName: string, email: string, phone: string }} Visitor */
/** @typedef {import('tspco').PCO} PCO */

/** Whoever was created so shortly before may be completed: it was this form, or a first try that broke off. */
const FRESH = 60 * 60_000;

/**
 * Adds a visitor with e-mail address and phone number, and a card in a workflow for whoever greets them. Of somebody who
 * is known already, a form that anybody can fill in changes nothing: they only get the card.
 *
 * Nothing is created without having looked, so it may be called again for the same visitor after it has failed.
 *
 * @param {PCO} pco
 * @param {Visitor} visitor
 * @param {{ workflowId?: string | undefined, pause?: number }} [options] `pause`: how long after a lost answer it looks
 * @returns {Promise<{ personId: string, known: boolean }>}
 */
export async function addVisitor(pco, visitor, { workflowId, pause = 3000 } = {}) {
  const { firstName: first_name, lastName: last_name, email, phone } = visitor;
  const since = new Date(Date.now() - FRESH);
  const found = await findPerson(pco, visitor);
  const known = found !== undefined && Date.parse(found.createdAt) < since.getTime();
  const personId =
    found?.id ??
    (await once(
      () => findNewcomer(pco, visitor, since),
      () => pco.post('/people/v2/people', pco.template('Person', { first_name, last_name })),
      pause,
    ));
  const path = /** @type {const} */ (`/people/v2/people/${segment(personId)}`);
  if (!known && email !== '') {
    const payload = pco.template('Email', { address: email, location: 'Home' });
    await once(
      () => findEmail(pco, personId, email),
      () => pco.post(`${path}/emails`, payload),
      pause,
    );
  }
  if (!known && phone !== '') {
    const payload = pco.template('PhoneNumber', { number: phone, location: 'Mobile' });
    await once(
      () => findPhone(pco, personId, phone),
      () => pco.post(`${path}/phone_numbers`, payload),
      pause,
    );
  }
  if (workflowId !== undefined) {
    const cards = /** @type {const} */ (`/people/v2/workflows/${segment(workflowId)}/cards`);
    await once(
      () => findCard(pco, personId, workflowId),
      () => pco.post(cards, pco.template('WorkflowCard', { person_id: personId })),
      pause,
    );
  }
  return { personId, known };
}

/**
 * Creates something that is not there. When the answer is lost, it may have been created all the same: then it looks
 * again, a little later, and tries once more only if there is nothing.
 *
 * @param {() => Promise<string | undefined>} look gives the id of what is there
 * @param {() => PromiseLike<{ data: { id: string } } | null>} create
 * @param {number} pause
 */
async function once(look, create, pause) {
  for (let attempt = 1; ; attempt += 1) {
    const there = await look();
    if (there !== undefined) return there;
    try {
      const created = await create();
      if (created === null) throw new Error('The server has answered without what it created.');
      return created.data.id;
    } catch (error) {
      if (!isInDoubt(error) || attempt === 2) throw error;
      await setTimeout(pause);
    }
  }
}

/** Whether it may have been carried out: the answer was lost, or the server has failed over it. @param {unknown} error */
function isInDoubt(error) {
  if (!(error instanceof Error) || !('sent' in error) || error.sent === 'no') return false;
  return !('statusCode' in error) || Number(error.statusCode) >= 500 || Number(error.statusCode) < 400;
}

/**
 * Somebody with this e-mail address, or else with this name and phone number. A name alone is not enough: there are two
 * Ada Rolfes.
 *
 * @param {PCO} pco
 * @param {Visitor} visitor
 * @returns {Promise<{ id: string, createdAt: string } | undefined>}
 */
async function findPerson(pco, { firstName, lastName, email, phone }) {
  if (email !== '') {
    const found = pco.iterate('/people/v2/people', {
      where: { search_name_or_email: email },
      include: ['emails'],
    });
    for await (const person of found) {
      // The search finds parts of addresses, too.
      if (related(person, 'emails').some(({ attributes }) => same(attributes.address, email)))
        return whoIs(person.data);
    }
  }
  if (phone === '') return undefined;
  const found = pco.iterate('/people/v2/people', {
    where: { search_name: `${firstName} ${lastName}` },
    include: ['phone_numbers'],
  });
  for await (const person of found) {
    const { first_name, nickname, last_name } = person.data.attributes;
    if (!same(last_name, lastName) || ![first_name, nickname].some((name) => same(name, firstName))) continue;
    if (related(person, 'phone_numbers').some(({ attributes }) => sameNumber(attributes.number, phone)))
      return whoIs(person.data);
  }
  return undefined;
}

/** @param {{ id: string, attributes: { created_at: string | null } }} person */
function whoIs({ id, attributes }) {
  return { id, createdAt: attributes.created_at ?? '1970-01-01T00:00:00Z' };
}

/**
 * Somebody of that name who was created since then and has nothing yet: no other than the one whose answer was lost.
 *
 * @param {PCO} pco
 * @param {Visitor} visitor
 * @param {Date} since
 */
async function findNewcomer(pco, { firstName: first_name, lastName: last_name }, since) {
  const found = pco.iterate('/people/v2/people', {
    where: { first_name, last_name, created_at: { gte: since } },
    include: ['emails', 'phone_numbers'],
  });
  for await (const person of found) {
    const { length } = [...related(person, 'emails'), ...related(person, 'phone_numbers')];
    if (length === 0) return person.data.id;
  }
  return undefined;
}

/** @param {PCO} pco @param {string} personId @param {string} address */
async function findEmail(pco, personId, address) {
  const emails = await pco.iterate(`/people/v2/people/${segment(personId)}/emails`).toArray();
  return emails.find(({ data }) => same(data.attributes.address, address))?.data.id;
}

/** @param {PCO} pco @param {string} personId @param {string} number */
async function findPhone(pco, personId, number) {
  const numbers = await pco.iterate(`/people/v2/people/${segment(personId)}/phone_numbers`).toArray();
  return numbers.find(({ data }) => sameNumber(data.attributes.number, number))?.data.id;
}

/** A card that is still in the workflow. @param {PCO} pco @param {string} personId @param {string} workflowId */
async function findCard(pco, personId, workflowId) {
  const cards = pco.iterate(`/people/v2/people/${segment(personId)}/workflow_cards`, {
    include: ['workflow'],
  });
  for await (const card of cards) {
    const { completed_at, removed_at } = card.data.attributes;
    if (completed_at !== null || removed_at !== null) continue;
    if (related(card, 'workflow')?.id === workflowId) return card.data.id;
  }
  return undefined;
}

/** @param {string | null} one @param {string} other */
function same(one, other) {
  return one !== null && one.localeCompare(other, undefined, { sensitivity: 'base' }) === 0;
}

/** However they are written, with the country or without. @param {string | null} one @param {string} other */
function sameNumber(one, other) {
  const [a, b] = [digitsOf(one ?? ''), digitsOf(other)];
  return a.length >= 7 && b.length >= 7 && (a.endsWith(b) || b.endsWith(a));
}

/** @param {string} number */
function digitsOf(number) {
  return number.replaceAll(/\D/g, '').replace(/^0+/, '');
}
