/** A program that sends a few requests and has nothing more to do then. It closes nothing. */
import { PCO } from 'tspco';
import { redisPacer } from '@tspco/redis';
import { credentials } from '../../../tspco/test/support/secrets.ts';

const [redis = '', server = '', timeout = ''] = process.argv.slice(2);
const pco = new PCO({
  ...credentials,
  apiBase: server,
  pacer: redisPacer({ url: redis, timeout: Number(timeout) }),
});
const path: string = '/people/v2/people';
await Promise.all([1, 2, 3].map(() => pco.get(path)));
