/** How the generated code calls things. */
import { pascalCase } from '../../dist/pascal-case.js';

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** The table of a version; that of the newest has no date. @param {string} app @param {string} [version] */
export function tableName(app, version) {
  return `${pascalCase(app)}Table${dateSuffix(version)}`;
}

/** @param {string | undefined} version */
export function dateSuffix(version) {
  return version === undefined ? '' : `_${version.replaceAll('-', '_')}`;
}

/** A property name, quoted where it must be. @param {string} name */
export function property(name) {
  return IDENTIFIER.test(name) ? name : quoted(name);
}

/** @param {string | number} value */
export function quoted(value) {
  return typeof value === 'number'
    ? String(value)
    : `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** @param {readonly (string | number)[]} values */
export function union(values) {
  return values.length === 0 ? 'never' : values.map(quoted).join(' | ');
}

/** `people.BirthdayPerson` becomes `PeopleBirthdayPersonValue`. @param {string} shape */
export function shapeName(shape) {
  return `${shape.split('.').map(pascalCase).join('')}Value`;
}
