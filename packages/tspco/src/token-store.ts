export { parseGrant, type GrantOwner, type StoredGrant } from './oauth/grant.ts';
export type { SavedGrant, TokenLock, TokenStore } from './oauth/token-store.ts';
export { tokenStoreContract } from './oauth/token-store-contract.ts';
export type { ContractCheck } from './store-contract.ts';
export { waitForLock } from './oauth/wait-for-lock.ts';
