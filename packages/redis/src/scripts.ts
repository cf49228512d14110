import { createHash } from 'node:crypto';

/** A script that runs in Redis, and the digest that it is called by. */
export interface Script {
  readonly text: string;
  readonly digest: string;
}

/** The time in Redis, and what stands under a key. */
export const LOAD: Script = scriptOf(`
local time = redis.call('TIME')
return { time[1], time[2], redis.call('GET', KEYS[1]) }
`);

/**
 * Writes ARGV[2], for ARGV[3] milliseconds, unless somebody has changed what was read, ARGV[1]; an empty one stands for
 * nothing. Tells those who listen on the channel ARGV[4], if there is one, who it was, ARGV[5].
 */
export const STORE: Script = scriptOf(`
local time = redis.call('TIME')
local current = redis.call('GET', KEYS[1])
if (current or '') ~= ARGV[1] then return { time[1], time[2], current, 0 } end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
if ARGV[4] ~= '' then redis.call('PUBLISH', ARGV[4], ARGV[5]) end
return { time[1], time[2], ARGV[2], 1 }
`);

/** Writes ARGV[2] if ARGV[1] still stands there, an empty one for nothing. It may be asked for twice: then it has. */
export const REPLACE: Script = scriptOf(`
local current = redis.call('GET', KEYS[1]) or ''
if current == ARGV[2] then return 1 end
if current ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1
`);

/** Takes a lock for ARGV[2] milliseconds in the name of ARGV[1], who may have it already. */
export const LOCK: Script = scriptOf(`
if redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2], 'NX') then return 1 end
if redis.call('GET', KEYS[1]) == ARGV[1] then return 1 end
return 0
`);

/** As LOCK, and answers 2 when the word ARGV[3] stands there: what the lock was for is done. */
export const CLAIM: Script = scriptOf(`
if redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2], 'NX') then return 1 end
local current = redis.call('GET', KEYS[1])
if current == ARGV[1] then return 1 end
if current == ARGV[3] then return 2 end
return 0
`);

/** Gives up a lock if ARGV[1] still has it. */
export const UNLOCK: Script = scriptOf(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
`);

function scriptOf(text: string): Script {
  return { text, digest: createHash('sha1').update(text).digest('hex') };
}
