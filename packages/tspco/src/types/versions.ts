import type { Apps, NewestVersions } from './generated/index.ts';

/** The URL name of an app: the segment before `/v2`. */
export type AppName = keyof Apps;

/** An API version of an app, `LATEST`, or another date, of whose names nothing is known. */
type VersionOf<App extends AppName> = keyof Apps[App] | 'LATEST' | (string & Record<never, never>);

/** Versions by app, as the option `versions` takes them. */
export type PinnedVersions = { readonly [App in AppName]?: VersionOf<App> | undefined } & {
  /** Another name of `check-ins`. */
  readonly check_ins?: VersionOf<'check-ins'> | undefined;
};

/** The versions that a client asks for: those that are pinned, or, for a view, one for every app under `*`. */
export type Versions = PinnedVersions & { readonly '*'?: string };

/** The versions of a view: those of its client, unless it chooses others or one for all. */
export type VersionsOfView<Own, Pinned, Every> = [Every] extends [never]
  ? [Pinned] extends [never]
    ? Own
    : Omit<Own, keyof Pinned | '*'> & Pinned
  : Omit<Own, '*'> & { readonly '*': Every };

/** The versions of a call: those of its client, or the one that its options name. */
export type VersionsOfCall<Own, Version> = [Version] extends [never] ? Own : { readonly '*': Version };

/** The table of an app in the version that is asked for; `undefined` for a version that no table describes. */
export type TableOf<Chosen, App extends AppName> = Chosen extends { readonly '*': infer Version }
  ? TableAt<App, Version>
  : App extends keyof Chosen
    ? TableAt<App, Chosen[App]>
    : App extends 'check-ins'
      ? Chosen extends { readonly check_ins: infer Version }
        ? TableAt<App, Version>
        : Newest<App>
      : Newest<App>;

type TableAt<App extends AppName, Version> = [Version] extends [keyof Apps[App]]
  ? Apps[App][Version]
  : [Version] extends ['LATEST' | undefined]
    ? Newest<App>
    : undefined;

type Newest<App extends AppName> = Apps[App][NewestVersions[App] & keyof Apps[App]];
