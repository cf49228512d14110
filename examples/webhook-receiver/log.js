/**
 * Takes down that something happened. Nothing of a secret or a payload may be among the fields.
 *
 * @typedef {(event: string, fields?: Record<string, unknown>) => void} Log
 */

/** Writes one line of JSON for each event. @type {Log} */
export function log(event, fields) {
  console.log(JSON.stringify({ time: new Date(), event, ...fields }));
}
