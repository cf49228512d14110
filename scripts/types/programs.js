/** Programs as users write them, by which the work that the types make is measured. */

/** The largest app, used three ways: a list with includes, a page below ids, a write. */
export const LARGEST_APP = `import { PCO, related } from 'tspco';
const pco = new PCO({ applicationId: 'a', secret: 'b' });
declare const id: string;
export async function program() {
  const plans = pco.iterate(\`/services/v2/service_types/\${id}/plans\`, {
    filter: ['future'],
    order: 'sort_date',
    include: ['series', 'plan_times'],
  });
  for await (const plan of plans) {
    console.log(plan.data.attributes.dates, related(plan, 'series')?.attributes.title);
    const items = await pco.get(\`/services/v2/service_types/\${id}/plans/\${plan.data.id}/items\`, {
      include: ['song', 'arrangement'],
      per_page: 100,
    });
    console.log(items.data.map(({ attributes }) => attributes.title));
  }
  const { data: song } = await pco.post('/services/v2/songs', pco.template('Song', { title: 'Amazing Grace' }));
  console.log(song.attributes.title, song.links.self);
}
`;

/** One address of every app. */
export const EVERY_APP = `import { PCO } from 'tspco';
const pco = new PCO({ applicationId: 'a', secret: 'b' });
export async function program() {
  console.log((await pco.get('/api/v2/connected_applications')).data[0]?.attributes.name);
  console.log((await pco.get('/calendar/v2/events', { where: { name: 'x' } })).data[0]?.attributes.name);
  console.log((await pco.get('/check-ins/v2/check_ins', { include: ['event'] })).included?.[0]?.attributes.name);
  console.log((await pco.get('/current/v2/me')).data.attributes);
  console.log((await pco.get('/giving/v2/donations', { order: '-received_at' })).data[0]?.attributes.amount_cents);
  console.log((await pco.get('/groups/v2/groups/1/memberships')).data[0]?.attributes.role);
  console.log((await pco.get('/people/v2/people', { where: { child: true } })).data[0]?.attributes.name);
  console.log((await pco.get('/publishing/v2/episodes')).data[0]?.attributes.title);
  console.log((await pco.get('/registrations/v2/signups')).data[0]?.attributes.name);
  console.log((await pco.get('/services/v2/songs')).data[0]?.attributes.title);
  console.log((await pco.get('/webhooks/v2/webhook_subscriptions')).data[0]?.attributes.url);
}
`;

/** What a library exports, whose declarations must be able to name every type. */
export const EXPORTS = `import { PCO, related, type DocumentAt, type RecordAt, type ResourceAt } from 'tspco';
export const pco = new PCO({ applicationId: 'a', secret: 'b', versions: { people: '2023-02-15' } });
export const readPerson = (id: string) => pco.get(\`/people/v2/people/\${id}\`, { include: ['emails', 'households.people'] });
export const fewer = async (id: string) => (await pco.get(\`/people/v2/people/\${id}\`, { fields: { Person: ['first_name'] } })).data;
export async function links(id: string) {
  const { data } = await readPerson(id);
  return { links: data.links, relationships: data.relationships, attributes: data.attributes };
}
export class Repository {
  readonly plans = pco.iterate('/services/v2/service_types/1/plans', { include: ['series'] });
  async *series() {
    for await (const plan of this.plans) yield related(plan, 'series');
  }
  create(title: string) {
    return pco.post('/services/v2/songs', pco.template('Song', { title }));
  }
  list<Path extends string>(path: Path) {
    return pco.iterate(path);
  }
}
export const { data: batches } = await pco.get('/giving/v2/batches');
export type Person = ResourceAt<'/people/v2/people'>;
export type People = DocumentAt<'/people/v2/people', 'emails'>;
export type PersonWithEmails = RecordAt<'/people/v2/people', 'emails'>;
`;

/** The same requests to a client without types. */
export function withoutTypes(program) {
  return program
    .replace(/^import .*\n/, '')
    .replace('const pco = new PCO(', 'declare const related: any;\nconst pco: any = (')
    .replaceAll('({ attributes })', '({ attributes }: any)');
}
