import { APPS_CHAPTER } from './apps.js';
import { AUTHENTICATION } from './authentication.js';
import { BROWSERS } from './browsers.js';
import { DOCUMENTATION } from './documentation.js';
import { DOCUMENTS } from './documents.js';
import { ERRORS } from './errors.js';
import { PAGES } from './pages.js';
import { QUERYING } from './querying.js';
import { RATE_LIMITS } from './rate-limits.js';
import { TRANSPORT } from './transport.js';
import { UPLOADS } from './uploads.js';
import { VERSIONS_CHAPTER } from './versions.js';
import { WEBHOOKS_CHAPTER } from './webhooks.js';
import { WRITING } from './writing.js';

/** @type {import('../program/scenario.js').Chapter[]} */
export const CHAPTERS = [
  TRANSPORT,
  AUTHENTICATION,
  DOCUMENTS,
  PAGES,
  QUERYING,
  WRITING,
  ERRORS,
  RATE_LIMITS,
  VERSIONS_CHAPTER,
  UPLOADS,
  WEBHOOKS_CHAPTER,
  APPS_CHAPTER,
  DOCUMENTATION,
  BROWSERS,
];
