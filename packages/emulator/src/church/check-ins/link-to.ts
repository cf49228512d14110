import type { Ref } from '../../store/record.ts';
import type { Seeding } from '../seeding.ts';

/** Says what an event or a location is in another product. */
export function linkTo(
  seeding: Seeding,
  local: Ref,
  { app, remote, future = false }: { app: 'Registrations' | 'Services'; remote: Ref; future?: boolean },
): void {
  seeding.add(
    'IntegrationLink',
    {
      remote_app: app,
      remote_gid: `gid://${app.toLowerCase()}/${remote.type}/${remote.id}`,
      remote_id: remote.id,
      remote_type: remote.type,
      sync_future_assignment_types: future,
    },
    { local },
  );
}
