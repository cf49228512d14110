/**
 * What the compiler says about typical mistakes, to the letter: the texts are part of the product. They are those of
 * the compiler that this repository pins.
 */
import ts from 'typescript';
import { expect, test } from 'vitest';
import { compile, HEAD } from './support/compiler.ts';

test('the texts are those of TypeScript 6.0', () => {
  expect(ts.versionMajorMinor).toBe('6.0');
});

const MISTAKES: readonly (readonly [mistake: string, code: string, message: string])[] = [
  [
    'a misspelt include',
    `await pco.get('/people/v2/people', { include: ['emails', 'emial'] });`,
    `Type '"emial"' is not assignable to type '"emails" | "addresses" | "field_data" | "households" | "phone_numbers" | "social_profiles" | "inactive_reason" | "marital_status" | "name_prefix" | "name_suffix" | "organization" | ... 11 more ... | "primary_campus.service_times"'.`,
  ],
  [
    'a misspelt parameter beside correct ones',
    `await pco.get('/people/v2/people', { include: ['emails'], wher: { last_name: 'x' } });`,
    `Object literal may only specify known properties, but 'wher' does not exist in type 'CollectionQuery<PeopleTable, Person, "admins" | "created_since" | "organization_admins"> & AskedOfList<readonly ["emails"], unknown, unknown>'. Did you mean to write 'where'?`,
  ],
  [
    'a misspelt condition beside correct ones',
    `await pco.get('/people/v2/people', { where: { last_name: 'x', frist_name: 'y' } });`,
    `Object literal may only specify known properties, but 'frist_name' does not exist in type 'PersonWhere & NoSuchCondition<"frist_name">'. Did you mean to write 'first_name'?`,
  ],
  [
    'the same in a spread',
    `await pco.get('/people/v2/people', { where: { last_name: 'x', ...(id ? { frist_name: id } : {}) } });`,
    `Type '{ frist_name?: string | undefined; last_name: string; }' is not assignable to type 'PersonWhere & NoSuchCondition<"frist_name">'.
  Property ''no such condition'' is missing in type '{ frist_name?: string | undefined; last_name: string; }' but required in type 'NoSuchCondition<"frist_name">'.`,
  ],
  [
    'an operator on a text',
    `await pco.get('/people/v2/people', { where: { last_name: { gte: 'R' } } });`,
    `Type '{ gte: string; }' is not assignable to type 'string'.`,
  ],
  [
    'a misspelt order',
    `await pco.get('/people/v2/people', { order: '-last_nam' });`,
    `Type '"-last_nam"' is not assignable to type 'List<"accounting_administrator" | "anniversary" | "birthdate" | "child" | "created_at" | "first_name" | "gender" | "given_name" | "grade" | "graduation_year" | "inactivated_at" | ... 28 more ... | "-updated_at"> | undefined'. Did you mean '"-last_name"'?`,
  ],
  [
    'a filter of another list',
    `await pco.get('/people/v2/people', { filter: 'future' });`,
    `Type '"future"' is not assignable to type 'List<"admins" | "created_since" | "organization_admins"> | undefined'.`,
  ],
  [
    'a misspelt attribute',
    `(await pco.get('/people/v2/people/1')).data.attributes.frist_name;`,
    `Property 'frist_name' does not exist on type 'PersonAttributes'. Did you mean 'first_name'?`,
  ],
  [
    'an included resource that was not asked for',
    `(await pco.get('/people/v2/people/1')).included?.[0]?.attributes.address;`,
    `Property 'attributes' does not exist on type 'never'.`,
  ],
  [
    'a misspelt attribute to assign',
    `await pco.post('/people/v2/people', { data: { type: 'Person', attributes: { first_name: 'A', lst_name: 'B' } } });`,
    `Object literal may only specify known properties, but 'lst_name' does not exist in type 'Assignable<Person, "create">'. Did you mean to write 'last_name'?`,
  ],
  [
    'the same through a variable',
    `const attributes = { first_name: 'A', lst_name: 'B' };
await pco.post('/people/v2/people', pco.template('Person', attributes));`,
    `Argument of type 'Template<"Person", { first_name: string; lst_name: string; }, undefined>' is not assignable to parameter of type 'WritePayload<PeopleTable, Person, "create", Template<"Person", { first_name: string; lst_name: string; }, undefined>>'.
  Property ''cannot be assigned'' is missing in type 'Template<"Person", { first_name: string; lst_name: string; }, undefined>' but required in type 'CannotBeAssigned<"lst_name">'.`,
  ],
  [
    'a post where nothing is created',
    `await pco.post('/giving/v2/donations', pco.template('Donation', { payment_method: 'cash' }));`,
    `Argument of type 'Template<"Donation", { payment_method: string; }, undefined>' is not assignable to parameter of type 'NothingIsCreatedHere'.
  Property ''nothing is created at this path'' is missing in type 'Template<"Donation", { payment_method: string; }, undefined>' but required in type 'NothingIsCreatedHere'.`,
  ],
  [
    'a misspelt path of a strict client',
    `await new PCO({ token: 'x', strictPaths: true }).get('/people/v2/poeple');`,
    `Argument of type '"/people/v2/poeple"' is not assignable to parameter of type 'URLObject | "/people/v2/people" | "/people/v2/addresses" | "/people/v2/apps" | "/people/v2/background_checks" | "/people/v2/birthday_people" | "/people/v2/campuses" | ... 32 more ... | "/people/v2/workflows"'.`,
  ],
];

test.each(MISTAKES)('%s', (_, code, message) => {
  expect(compile(`${HEAD}export async function program() {\n${code}\n}\n`).messages).toEqual([message]);
});
