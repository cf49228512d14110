export { redisPacer, type RedisPacer, type RedisPacerOptions } from './redis-pacer.ts';
export type { RedisClient } from './connection.ts';
