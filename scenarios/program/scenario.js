/**
 * One sentence about the behaviour of Planning Center's servers, and how to see whether it is so.
 *
 * @typedef {object} Scenario
 * @property {string} name - the sentence
 * @property {string[]} shows - which of its chapter's facts
 * @property {string} [app] - whose records it reads; skipped where the credentials may not
 * @property {('pat' | 'token' | 'churchCenter')[]} [needs] - credentials beyond those of a person
 * @property {string} [writes] - what it creates and deletes again; absent when it only reads
 * @property {string} [emulatorOnly] - why the real service is not asked
 * @property {string} [notEmulated] - what the emulator lacks; then only the real service is asked
 * @property {true} [exhausts] - it uses up the rate limit
 * @property {(visit: import('./visit.js').Visit) => Promise<void>} play
 */

/**
 * A chapter of what is known: its facts, and the scenarios that show them.
 *
 * @typedef {object} Chapter
 * @property {string} title
 * @property {Record<string, string>} facts - by a short name that scenarios use in `shows`
 * @property {Record<string, string>} [unshown] - facts without a scenario, with the reason
 * @property {Scenario[]} scenarios
 */

export const NEEDS = {
  pat: 'a personal access token (PCO_APPLICATION_ID and PCO_SECRET)',
  token: 'an OAuth access token (PCO_TOKEN)',
  churchCenter: 'the name of a church on Church Center (PCO_CC_NAME)',
};

/**
 * What a reader should know of a scenario before it is played.
 *
 * @param {Scenario} scenario
 */
export function remarks({ app, needs = [], writes, emulatorOnly, notEmulated, exhausts }) {
  return [
    app && `reads ${app}`,
    ...needs.map((need) => `needs ${NEEDS[need]}`),
    writes && `writes: ${writes}`,
    exhausts && 'uses up the rate limit',
    emulatorOnly && `emulator only: ${emulatorOnly}`,
    notEmulated && `not yet emulated: ${notEmulated}`,
  ].filter(Boolean);
}
