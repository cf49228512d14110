export { fileTokenStore } from './oauth/file-store/file-store.ts';
export type { TokenStore } from './oauth/token-store.ts';
