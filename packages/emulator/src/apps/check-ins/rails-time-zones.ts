/** The zones of North America as a Rails application names them, which is what the service is. */
const RAILS_NAMES: Readonly<Record<string, string>> = {
  'America/Anchorage': 'Alaska',
  'America/Chicago': 'Central Time (US & Canada)',
  'America/Denver': 'Mountain Time (US & Canada)',
  'America/Halifax': 'Atlantic Time (Canada)',
  'America/Los_Angeles': 'Pacific Time (US & Canada)',
  'America/New_York': 'Eastern Time (US & Canada)',
  'America/Phoenix': 'Arizona',
  'Pacific/Honolulu': 'Hawaii',
};

/** What Rails calls a time zone; a zone that it has no name of its own for is called as it is. */
export function railsNameOf(zone: string): string {
  return RAILS_NAMES[zone] ?? zone;
}
