/** `field_datum` and `check-ins` as `FieldDatum` and `CheckIns`. */
export function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|[-_])([a-z0-9])/g, (_, first: string) => first.toUpperCase());
}
