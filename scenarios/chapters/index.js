import { AUTHENTICATION } from './authentication.js';
import { DOCUMENTS } from './documents.js';
import { ERRORS } from './errors.js';
import { PAGES } from './pages.js';
import { QUERYING } from './querying.js';
import { TRANSPORT } from './transport.js';
import { WRITING } from './writing.js';

/** @type {import('../program/scenario.js').Chapter[]} */
export const CHAPTERS = [TRANSPORT, AUTHENTICATION, DOCUMENTS, PAGES, QUERYING, WRITING, ERRORS];
