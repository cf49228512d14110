/**
 * Receives Planning Center's webhooks: checks who sent a delivery, hands its events to functions of the program, and
 * looks after subscriptions and their secrets.
 */
export { verifyWebhook, type VerifiedWebhook, type WebhookRequest } from './webhooks/verify.ts';
export type { WebhookBody, WebhookHeaders } from './webhooks/raw-delivery.ts';
export {
  isWebhookEvent,
  type WebhookEvent,
  type WebhookPayload,
  type WebhookResource,
} from './webhooks/event.ts';
export type { WebhookEventName } from './webhooks/event-names.ts';
export { PCOWebhookError, type WebhookErrorCode } from './webhooks/error.ts';
export {
  WebhookHandler,
  type NodeWebhook,
  type WebhookFunction,
  type WebhookHandlerOptions,
} from './webhooks/handler.ts';
export type { WebhookContext } from './webhooks/handle-event.ts';
export type { AboutDelivery, WebhookSecrets } from './webhooks/secrets.ts';
export type { SecretSource } from './webhooks/receive.ts';
export type { RefusedWebhook, WebhookHooks, WebhookOutcome } from './webhooks/hooks.ts';
export type { NodeRequest, NodeResponse } from './webhooks/node.ts';
export { memoryWebhookStore, type MemoryWebhookStoreOptions } from './webhooks/memory-store.ts';
export type { WebhookClaim, WebhookStore } from './webhooks/store.ts';
export { webhookStoreContract } from './webhooks/store-contract.ts';
export type { ContractCheck } from './store-contract.ts';
export {
  ensureWebhooks,
  listWebhooks,
  rotateWebhookSecret,
  type EnsuredWebhooks,
  type EnsureWebhooksOptions,
  type ListWebhooksOptions,
  type RotatedSecret,
  type WebhookSubscription,
} from './webhooks/subscriptions.ts';
export { subscriptionSecrets, type SubscriptionSecretsOptions } from './webhooks/subscription-secrets.ts';
export { createWebhook, signWebhook, type CreatedWebhook, type WebhookDraft } from './webhooks/sign.ts';
export { replayWebhook, type RecordedWebhook, type ReplayOptions } from './webhooks/replay.ts';
