import type { Ref } from '../../store/record.ts';
import { FIRST_DAY, TIME_ZONE } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Seeding } from '../seeding.ts';
import { PLACES, type Place } from '../words/places.ts';
import type { PhoneBook } from './phone-book.ts';

/** Opens one to three campuses; the first is the church's home. */
export function seedCampuses(seeding: Seeding, phones: PhoneBook, people: number): readonly Ref[] {
  return PLACES.slice(0, campusCount(people)).map((place) => {
    const campus = seedCampus(seeding, phones, place);
    seedServiceTimes(seeding, campus);
    return campus;
  });
}

function campusCount(people: number): number {
  if (people < 100) return 1;
  return people < 1000 ? 2 : 3;
}

function seedCampus(seeding: Seeding, phones: PhoneBook, place: Place): Ref {
  const created = timestamp(FIRST_DAY);
  return seeding.addRef(
    'Campus',
    {
      avatar_url: null,
      church_center_enabled: true,
      city: place.city,
      contact_email_address: `${place.city.toLowerCase().replaceAll(' ', '')}@church.example.org`,
      country: 'US',
      created_at: created,
      date_format: null,
      description: `Sundays in ${place.city}`,
      geolocation_set_manually: false,
      latitude: place.latitude,
      longitude: place.longitude,
      name: `${place.city} Campus`,
      phone_number: phones.next().national,
      state: 'CA',
      street: seeding.dice.library.location.streetAddress(),
      time_zone: TIME_ZONE,
      time_zone_raw: TIME_ZONE,
      twenty_four_hour_time: null,
      updated_at: created,
      website: 'https://church.example.org',
      zip: place.zip,
    },
    { organization: seeding.organization },
  );
}

/** `start_time` counts minutes from midnight. */
function seedServiceTimes(seeding: Seeding, campus: Ref): void {
  const times = [
    { day: 'sunday', description: 'First service', start_time: 9 * 60 },
    { day: 'sunday', description: 'Second service', start_time: 11 * 60 },
  ];
  for (const time of times) {
    seeding.add('ServiceTime', time, { campus, organization: seeding.organization });
  }
}
