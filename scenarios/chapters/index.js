import { AUTHENTICATION } from './authentication.js';
import { DOCUMENTS } from './documents.js';
import { PAGES } from './pages.js';
import { TRANSPORT } from './transport.js';

/** @type {import('../program/scenario.js').Chapter[]} */
export const CHAPTERS = [TRANSPORT, AUTHENTICATION, DOCUMENTS, PAGES];
