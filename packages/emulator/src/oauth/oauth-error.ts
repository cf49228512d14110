/** The codes of RFC 6749 and RFC 7009 that the emulator answers with, and their statuses. */
const STATUSES = {
  invalid_request: 400,
  invalid_client: 401,
  invalid_grant: 400,
  unauthorized_client: 403,
  unsupported_grant_type: 400,
} as const;

export type OAuthErrorCode = keyof typeof STATUSES;

/** Becomes the flat error object of the OAuth endpoints, which is no error document of the API. */
export class OAuthError extends Error {
  readonly code: OAuthErrorCode;

  constructor(code: OAuthErrorCode, description: string) {
    super(description);
    this.name = 'OAuthError';
    this.code = code;
  }

  get status(): number {
    return STATUSES[this.code];
  }
}
