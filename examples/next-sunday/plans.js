import { related } from 'tspco';

/**
 * The plans of the coming Sunday, or of this day if it is one, in the church's own time zone.
 *
 * @param {import('tspco').PCO} pco
 * @param {Date} now
 */
export async function readSunday(pco, now) {
  const { attributes } = (await pco.get('/services/v2')).data;
  const timeZone = attributes.time_zone ?? 'UTC';
  const day = sundayFrom(dayOf(now, timeZone));
  const types = await pco.iterate('/services/v2/service_types', { order: 'sequence' }).toArray();
  const plans = await Promise.all(
    types
      .filter(({ data }) => data.attributes.archived_at === null)
      .map((type) => readPlans(pco, type.data, day, timeZone)),
  );
  return { church: attributes.name ?? '', day, plans: plans.flat() };
}

/** @typedef {Awaited<ReturnType<typeof readPlans>>[number]} SundayPlan */

/**
 * @param {import('tspco').PCO} pco
 * @param {{ id: string, attributes: { name: string | null } }} serviceType
 * @param {string} day
 * @param {string} timeZone
 */
async function readPlans(pco, serviceType, day, timeZone) {
  const plans = [];
  const coming = pco.iterate(`/services/v2/service_types/${serviceType.id}/plans`, {
    filter: ['future'],
    order: 'sort_date',
    include: ['plan_times'],
  });
  for await (const plan of coming) {
    const { sort_date, title } = plan.data.attributes;
    if (sort_date === null) continue;
    const planned = dayOf(new Date(sort_date), timeZone);
    if (planned > day) break;
    if (planned < day) continue;
    const path = /** @type {const} */ (`/services/v2/service_types/${serviceType.id}/plans/${plan.data.id}`);
    const [items, team] = await Promise.all([
      pco.iterate(`${path}/items`).toArray(),
      pco.iterate(`${path}/team_members`, { include: ['team'] }).toArray(),
    ]);
    plans.push({
      serviceType: serviceType.attributes.name ?? '',
      title: title ?? '',
      times: related(plan, 'plan_times')
        .map(({ attributes }) => attributes)
        .sort((a, b) => (a.starts_at ?? '').localeCompare(b.starts_at ?? ''))
        .map(({ name, time_type, starts_at, ends_at }) => ({
          name: name ?? time_type ?? '',
          from: clockOf(starts_at, timeZone),
          to: clockOf(ends_at, timeZone),
        })),
      items: items.map(({ data: { attributes } }) => ({
        title: attributes.title ?? '',
        key: attributes.key_name ?? '',
        length: attributes.length ?? 0,
      })),
      team: team.map((member) => ({
        team: related(member, 'team')?.attributes.name ?? '',
        position: member.data.attributes.team_position_name ?? '',
        person: member.data.attributes.name ?? '',
        status: member.data.attributes.status ?? '',
      })),
    });
  }
  return plans;
}

/** The day there, as 2026-11-29. @param {Date} time @param {string} timeZone */
function dayOf(time, timeZone) {
  // Sweden writes dates so.
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(time);
}

/** @param {string} day */
function sundayFrom(day) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + ((7 - date.getUTCDay()) % 7));
  return date.toISOString().slice(0, 10);
}

/** Weekday and time there, as Sun 09:30: rehearsals are on other days. @param {string | null} time @param {string} timeZone */
function clockOf(time, timeZone) {
  if (time === null) return '?';
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(time));
}
