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

/** The same requests to a client without types. */
export function withoutTypes(program) {
  return program
    .replace(/^import .*\n/, '')
    .replace('const pco = new PCO(', 'declare const related: any;\nconst pco: any = (')
    .replaceAll('({ attributes })', '({ attributes }: any)');
}
