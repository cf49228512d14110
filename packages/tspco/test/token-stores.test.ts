import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryTokenStore, PCOInputError, type StoredGrant, type TokenStore } from 'tspco';
import { fileTokenStore } from 'tspco/file-store';
import { tokenStoreContract } from 'tspco/token-store';
import { describe, expect, it, onTestFinished } from 'vitest';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'tspco-tokens-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

const grant: StoredGrant = { accessToken: 'a', refreshToken: 'r', receivedAt: 1, expiresAt: 2 };

describe('a store in memory', () => {
  const shared = memoryTokenStore();
  it.each(tokenStoreContract(() => shared))('$name', ({ run }) => run());
});

describe('a store in files', () => {
  it.each(tokenStoreContract(() => fileTokenStore(join(tmpdir(), `tspco-contract-${process.pid}`))))(
    '$name',
    async ({ run }) => {
      onTestFinished(() =>
        rm(join(tmpdir(), `tspco-contract-${process.pid}`), { recursive: true, force: true }),
      );
      await run();
    },
  );

  it('can be read by this user only', async () => {
    const path = join(await folder(), 'made', 'by', 'the store');
    const store = fileTokenStore(path);
    await store.save('grace', grant, 0);
    await store.lock('grace', 1000);
    const [church = ''] = await readdir(path);
    const mode = async (...names: string[]): Promise<number> =>
      (await stat(join(path, ...names))).mode & 0o777;
    expect(await mode(church)).toBe(0o700);
    const files = await readdir(join(path, church));
    expect(files.sort()).toEqual(['grant.1', 'lock.1']);
    for (const file of files) expect(await mode(church, file)).toBe(0o600);
  });

  it('keeps one file for each grant, however often it is saved', async () => {
    const path = await folder();
    const store = fileTokenStore(path);
    for (let revision = 0; revision < 5; revision++) await store.save('grace', grant, revision);
    for (let count = 0; count < 5; count++) await (await store.lock('grace', 1000)).release();
    expect((await readdir(join(path, 'grace'))).sort()).toEqual(['grant.5', 'lock.10']);
  });

  it('is not led out of its folder by a name', async () => {
    const path = await folder();
    const store = fileTokenStore(path);
    for (const name of ['..', '.', '../../x', 'a/b', String.raw`a\b`, '\u{1F600}'])
      await store.save(name, grant, 0);
    expect((await readdir(path)).sort()).toEqual(
      ['%2E', '%2E%2E', '%2E%2E%2F%2E%2E%2Fx', 'a%2Fb', 'a%5Cb', '%F0%9F%98%80'].sort(),
    );
  });

  it('takes no notice of what a killed process has left', async () => {
    const path = await folder();
    const store = fileTokenStore(path);
    await store.save('grace', grant, 0);
    await writeFile(join(path, 'grace', 'draft.1'), '{"accessTok');
    expect(await store.load('grace')).toEqual({ grant, revision: 1 });
    expect(await store.save('grace', grant, 1)).toBe(true);
  });

  it('says where something is that it cannot read', async () => {
    const path = await folder();
    await fileTokenStore(path).save('grace', grant, 0);
    await writeFile(join(path, 'grace', 'grant.2'), 'tokens?');
    await expect(fileTokenStore(path).load('grace')).rejects.toThrow(join(path, 'grace'));
  });

  it('needs a path', () => {
    expect(() => fileTokenStore('')).toThrow(PCOInputError);
  });
});

describe('the contract', () => {
  it.each<[string, Partial<TokenStore>]>([
    ['forgets', { load: () => Promise.resolve(undefined) }],
    ['saves over others', { save: (name, saved) => Promise.resolve(Boolean(name && saved)) }],
    ['locks nothing', { lock: () => Promise.resolve({ until: Infinity, release: () => Promise.resolve() }) }],
    ['knows no names', { names: () => Promise.resolve([]) }],
  ])('is broken by a store that %s', async (_, broken) => {
    const store = { ...memoryTokenStore(), ...broken };
    const outcomes = await Promise.allSettled(tokenStoreContract(() => store).map(({ run }) => run()));
    expect(outcomes.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
  });
});
