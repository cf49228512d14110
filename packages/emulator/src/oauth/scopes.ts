/** Every scope that an application can ask for, and what a person is told about it. */
export const SCOPES: Readonly<Record<string, string>> = {
  openid: 'Know who you are: your name, your e-mail address and your church',
  api: 'See and change applications and tokens of your church',
  calendar: 'See and change events and resources in Calendar',
  check_ins: 'See and change events and check-ins in Check-Ins',
  giving: 'See and change donors and donations in Giving',
  groups: 'See and change groups and their members in Groups',
  home: 'See and change your tasks in Home',
  people: 'See and change people and what is known of them in People',
  publishing: 'See and change sermons and episodes in Publishing',
  registrations: 'See and change signups in Registrations',
  resources: 'See and change events and resources in Calendar, under its former name',
  services: 'See and change plans, songs and teams in Services',
  webhooks: 'Be told of what happens in your church',
};

/** Adds an id token, and opens the user info endpoint. */
export const OPENID = 'openid';

export const ALL_SCOPES: readonly string[] = Object.keys(SCOPES);

/** The scopes of a list that is separated by spaces. */
export function scopesIn(text: string): readonly string[] {
  return text.split(' ').filter(Boolean);
}

export function isScope(name: string): boolean {
  return Object.hasOwn(SCOPES, name);
}
