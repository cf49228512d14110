import type { AppStore } from '../../store/app-store.ts';
import { FIRST_DAY, REFERENCE_DAY, TIME_ZONE } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Dice } from '../dice.ts';
import type { Congregation } from '../people/seed-people.ts';
import { Seeding } from '../seeding.ts';

/** Founds the church in the Services app, under the id that it has in People. */
export function seedOrganization(
  store: AppStore,
  dice: Dice,
  { congregation, volunteers }: { congregation: Congregation; volunteers: number },
): Seeding {
  const { organization, name, members } = congregation;
  store.put({
    type: 'Organization',
    id: organization.id,
    attributes: {
      allow_mp3_download: true,
      beta: false,
      calendar_starts_on_sunday: true,
      ccli: null,
      ccli_auto_reporting_enabled: false,
      ccli_connected: false,
      ccli_reporting_enabled: false,
      created_at: timestamp(FIRST_DAY),
      date_format: 'US',
      extra_file_storage_allowed: true,
      file_storage_exceeded: false,
      file_storage_extra_charges: 0,
      file_storage_extra_enabled: false,
      file_storage_size: 107_374_182_400,
      file_storage_size_used: 214_748_364,
      legacy_id: null,
      music_stand_enabled: true,
      name,
      owner_name: members[0]?.name ?? null,
      people_allowed: PEOPLE_ALLOWED,
      people_remaining: PEOPLE_ALLOWED - volunteers,
      projector_enabled: false,
      rehearsal_mix_enabled: false,
      rehearsal_pack_connected: false,
      required_to_set_download_permission: 'editor',
      secret: null,
      time_zone: TIME_ZONE,
      twenty_four_hour_time: false,
      updated_at: timestamp(REFERENCE_DAY),
    },
    relations: {},
  });
  return new Seeding(store, dice, organization);
}

const PEOPLE_ALLOWED = 2000;
