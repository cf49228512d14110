import { describe, expect, it } from 'vitest';
import { fakeClock, HOUR } from '../../test/support/outside.ts';
import type { Account } from '../accounts/account.ts';
import { Grants, type TokenPair } from './grants.ts';

const ACCOUNT = { organization: {}, personId: '5' } as Account;
const CLIENT = { id: 'web', isPublic: false };

function create() {
  const clock = fakeClock();
  const grants = new Grants({ now: clock.now });
  const grant = { account: ACCOUNT, applicationId: 'web', scope: 'people' };
  const sell = () => grants.issue(grant, CLIENT);
  return { clock, grants, grant, sell };
}

const worth = (grants: Grants, ...pairs: Pick<TokenPair, 'accessToken'>[]): string[] =>
  pairs.map(({ accessToken }) => grants.judge(accessToken).worth);

describe('expire', () => {
  it('lets one access token expire, and leaves its refresh token good', () => {
    const { grants, sell } = create();
    const [one, two] = [sell(), sell()];
    expect(grants.expire(one.accessToken)).toBe(1);
    expect(worth(grants, one, two)).toEqual(['expired', 'valid']);
    expect(worth(grants, grants.refresh(one.refreshToken, CLIENT))).toEqual(['valid']);
    expect(grants.expire('stranger')).toBe(0);
  });

  it('lets all of them expire that have not, but those that last', () => {
    const { grants, grant, sell, clock } = create();
    grants.addLasting('pco_tok_own', grant);
    const old = sell();
    clock.advance(2 * HOUR);
    const pairs = [sell(), sell()];
    expect(grants.expire()).toBe(2);
    expect(worth(grants, old, ...pairs)).toEqual(['expired', 'expired', 'expired']);
    expect(grants.judge('pco_tok_own').worth).toBe('valid');
    expect(worth(grants, sell())).toEqual(['valid']);
  });

  it('lets one that lasts expire when it is named', () => {
    const { grants, grant } = create();
    grants.addLasting('pco_tok_own', grant);
    expect(grants.expire('pco_tok_own')).toBe(1);
    expect(grants.judge('pco_tok_own')).toEqual({ worth: 'expired', grant });
  });
});

describe('revoke', () => {
  it('ends a pair by either of its tokens, also after it has expired', () => {
    const { grants, sell } = create();
    const [one, two, three] = [sell(), sell(), sell()];
    grants.expire(one.accessToken);
    expect([grants.revoke(one.refreshToken), grants.revoke(two.accessToken)]).toEqual([1, 1]);
    expect(worth(grants, one, two, three)).toEqual(['unknown', 'unknown', 'valid']);
    expect(() => grants.refresh(two.refreshToken, CLIENT)).toThrow('unknown or was revoked');
    expect(grants.revoke('stranger')).toBe(0);
  });

  it('ends all pairs but the tokens that last, which have to be named', () => {
    const { grants, grant, sell } = create();
    grants.addLasting('pco_tok_own', grant);
    const pairs = [sell(), sell()];
    expect(grants.revoke()).toBe(2);
    expect(worth(grants, ...pairs)).toEqual(['unknown', 'unknown']);
    expect(grants.judge('pco_tok_own').worth).toBe('valid');
    expect(grants.revoke('pco_tok_own')).toBe(1);
    expect(grants.judge('pco_tok_own').worth).toBe('unknown');
  });
});

describe('a code', () => {
  const consent = { redirectUri: 'https://app.example.org/', challenge: undefined, nonce: undefined };
  const redeem = (grants: Grants, code: string, client = CLIENT) =>
    grants.redeem({ code, redirectUri: consent.redirectUri, verifier: undefined, client });

  it('that is used twice takes back what it gave, and what was refreshed from that', () => {
    const { grants, grant, sell } = create();
    const code = grants.createCode({ ...grant, ...consent });
    const first = redeem(grants, code);
    const second = grants.refresh(first.refreshToken, CLIENT);
    const other = sell();
    expect(() => redeem(grants, code)).toThrow('was used before');
    expect(worth(grants, first, second, other)).toEqual(['unknown', 'unknown', 'valid']);
    expect(() => grants.refresh(second.refreshToken, CLIENT)).toThrow('unknown or was revoked');
  });

  it('is of no use to another application, which cannot take anything back either', () => {
    const { grants, grant } = create();
    const stranger = { id: 'phone', isPublic: false };
    const code = grants.createCode({ ...grant, ...consent });
    expect(() => redeem(grants, code, stranger)).toThrow('unknown');
    const pair = redeem(grants, code);
    expect(() => redeem(grants, code, stranger)).toThrow('unknown');
    expect(worth(grants, pair)).toEqual(['valid']);
    expect(() => grants.refresh(pair.refreshToken, stranger)).toThrow('unknown or was revoked');
  });
});
