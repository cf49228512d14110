/** A name for a profile that can be typed: `grace-chapel` of "Grace Chapel". */
export function profileName(church: string | undefined): string {
  const name = (church ?? '')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return name === '' ? 'default' : name;
}
