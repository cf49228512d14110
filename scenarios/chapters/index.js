import { PAGES } from './pages.js';

/** @type {import('../program/scenario.js').Chapter[]} */
export const CHAPTERS = [PAGES];

export const SCENARIOS = CHAPTERS.flatMap(({ title, scenarios }) =>
  scenarios.map((scenario) => ({ chapter: title, ...scenario })),
);
