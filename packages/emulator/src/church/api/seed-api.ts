import { timestamp } from '../../store/timestamp.ts';
import type { Church } from '../../store/church.ts';
import { FIRST_DAY, REFERENCE_DAY } from '../dates.ts';
import type { Dice } from '../dice.ts';
import { foundOrganization } from '../found-organization.ts';
import type { Congregation } from '../people/seed-people.ts';
import { Seeding } from '../seeding.ts';

/** Fills the API app: programs that other people wrote, the church's own, and the token of the administrator. */
export function seedApi(church: Church, congregation: Congregation, dice: Dice): void {
  foundOrganization(church, 'api', congregation, {});
  const seeding = new Seeding(church.app('api'), dice, congregation.organization);
  seedConnectedApplications(seeding, congregation);
  for (const { name, description } of OWN) seedOauthApplication(seeding, { name, description });
  seeding.add('PersonalAccessToken', { name: 'Emulator' });
}

const CONNECTED = [
  { name: 'Sunday Slides', description: 'Shows songs on the screen' },
  { name: 'Mailing House', description: 'Sends the newsletter to lists' },
];

const OWN = [{ name: 'Website', description: 'Shows events and sermons on church.example.org' }];

/** Each adult uses one of the programs at most, since a person has one id. */
function seedConnectedApplications(seeding: Seeding, { members }: Congregation): void {
  const { dice } = seeding;
  const [administrator, ...others] = members.filter(({ adult }) => adult);
  const users = dice.some(others, MOST_USERS);
  for (const [index, application] of CONNECTED.entries()) {
    const ref = seeding.addRef('ConnectedApplication', {
      description: application.description,
      name: application.name,
      url: `https://${application.name.toLowerCase().replaceAll(' ', '-')}.example.com`,
    });
    const own = users.filter((_, user) => user % CONNECTED.length === index);
    for (const member of index === 0 && administrator ? [administrator, ...own] : own) {
      seeding.store.put({
        type: 'ConnectedApplicationPerson',
        id: member.ref.id,
        attributes: {
          avatar_url: member.avatar,
          connected_at: timestamp(dice.between(Math.max(member.joined, FIRST_DAY), REFERENCE_DAY)),
          first_name: member.firstName,
          last_name: member.lastName,
        },
        relations: { connected_application: ref },
      });
    }
  }
}

const MOST_USERS = 12;

function seedOauthApplication(
  seeding: Seeding,
  { name, description }: { name: string; description: string },
): void {
  const application = seeding.addRef('OauthApplication', {
    description,
    name,
    url: 'https://church.example.org',
  });
  for (let month = 1; month <= 6; month++) {
    seeding.add(
      'OauthApplicationMau',
      { count: seeding.dice.int(1, 20), month, year: 2026 },
      { oauth_application: application },
    );
  }
}
