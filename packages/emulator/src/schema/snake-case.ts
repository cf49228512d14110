/** The name of a type as paths and relationships write it: `PhoneNumber` is `phone_number`. */
export function snakeCase(type: string): string {
  return type.replaceAll(/(?<=[a-z0-9])[A-Z]/g, '_$&').toLowerCase();
}
