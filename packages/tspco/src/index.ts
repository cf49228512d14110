export {
  PCO,
  type Answered,
  type GeneralRequest,
  type ResponseRequest,
  type UploadedFile,
  type UploadedFiles,
} from './pco.ts';
export type { ClientOptions, PCOOptions, ViewOptions } from './options.ts';
export type { ApiPromise, ResponseInfo } from './api-promise.ts';
export type { RequestOptions } from './request/call.ts';
export type { Query, Scalar, Where } from './request/query.ts';
export { path, segment } from './request/path.ts';
export { VERSION } from './version.ts';

export type {
  AnyDocument,
  CollectionDocument,
  DocumentMeta,
  JsonObject,
  JsonValue,
  Relationship,
  Resource,
  ResourceDocument,
  ResourceIdentifier,
} from './document/types.ts';
export { related, type Related, type RelatedName, type WithIncluded } from './document/related.ts';
export { template, type Template } from './document/template.ts';
export type { Iteration } from './iterate/iteration.ts';
export type { Progress, ReadOptions } from './iterate/read-options.ts';
export type { RecordDocument } from './iterate/records.ts';
export type { DownloadSource } from './download.ts';
export type { UploadDetails, UploadFile, UploadProgress } from './upload/source.ts';

export { AuthConfig } from './credentials/auth-config.ts';
export type { CredentialOptions } from './credentials/choose.ts';
export type { AuthType, CredentialContext } from './credentials/credentials.ts';
export type { TokenSession, TokenSource } from './credentials/oauth.ts';
export { OAuthSession, type GrantedScopes, type OAuthSessionOptions } from './oauth/session.ts';
export { Churches, type ChurchesOptions, type ConnectedChurch } from './oauth/churches.ts';
export { memoryTokenStore } from './oauth/memory-store.ts';
export type { OAuthApplication } from './oauth/application.ts';
export type { AuthorizationOptions, StartedAuthorization } from './oauth/authorization.ts';
export type { GrantOwner, StoredGrant } from './oauth/grant.ts';
export type {
  ReconnectNeededEvent,
  RefreshedEvent,
  SessionHooks,
  SessionWarning,
} from './oauth/session-events.ts';
export type { SavedGrant, TokenLock, TokenStore } from './oauth/token-store.ts';
export type { UserInfo } from './oauth/user-info.ts';
export { getBrowserRedirectUrl, type AuthorizeExtras } from './oauth/authorize-url.ts';
export { getCcOrgToken } from './oauth/church-center-token.ts';
export type { TokenRequestOptions } from './oauth/token-request.ts';
export type { OAuthTokens } from './oauth/exchange-grant.ts';
export { getOAuthAccessToken, getOAuthRefreshToken, type AccessTokenExtras } from './oauth/tokens.ts';

export type {
  Hooks,
  Logger,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
  WaitEvent,
  WarningEvent,
} from './hooks.ts';
export type {
  BudgetState,
  Pacer,
  PacerOutcome,
  PacerRequest,
  Priority,
  Reservation,
} from './pacing/pacer.ts';
export type { RateState } from './pacing/rate.ts';
export type { DocumentAt, PayloadAt, QueryAt, RecordAt, ResourceAt } from './types/named.ts';
export type { ResourceOf } from './types/resource.ts';
export type { Link } from './types/link.ts';
export type { AppName, PinnedVersions } from './types/versions.ts';
export type { Fetch, HttpAgent } from './transport/transport.ts';

export {
  PCOAuthenticationError,
  PCOCredentialsError,
  PCOError,
  PCOFirewallError,
  PCOIncompleteReadError,
  PCOInputError,
  PCOMalformedAnswerError,
  PCONotFoundError,
  PCOPermissionError,
  PCOReconnectError,
  PCORateLimitError,
  PCORequestError,
  PCORequestTimeoutError,
  PCOUnexpectedRequestError,
  PCOValidationError,
  type ErrorObject,
  type FailedAnswer,
  type FailedRequest,
  type PCOErrorCode,
  type ReadReport,
  type Sent,
} from './errors.ts';
