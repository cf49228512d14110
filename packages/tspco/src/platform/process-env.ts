declare const process: { readonly env?: Readonly<Record<string, string | undefined>> } | undefined;

/** An environment variable, where the runtime or its bundler has a `process`. */
export function processEnv(name: string): string | undefined {
  return typeof process === 'undefined' ? undefined : process.env?.[name];
}
