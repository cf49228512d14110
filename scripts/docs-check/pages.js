/** The pages whose code is checked: all of the site but those whose examples have tests of their own. */
import { PAGES as OF_SITE } from '../../site/pages.js';

export const PAGES = [
  'site/home.md',
  ...OF_SITE.filter(({ tested }) => tested !== true).map(({ source }) => source),
];
