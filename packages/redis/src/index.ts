export { redisPacer, type RedisPacer, type RedisPacerOptions } from './redis-pacer.ts';
export { redisTokenStore, type RedisTokenStore, type RedisTokenStoreOptions } from './redis-token-store.ts';
export {
  redisWebhookStore,
  type RedisWebhookStore,
  type RedisWebhookStoreOptions,
} from './redis-webhook-store.ts';
export type { RedisClient, RedisOptions } from './connection.ts';
