declare const process: { readonly env?: Readonly<Record<string, string | undefined>> } | undefined;

/** An environment variable, where the runtime or its bundler has a `process`. */
export function processEnv(name: string): string | undefined {
  try {
    return typeof process === 'undefined' ? undefined : process.env?.[name];
  } catch {
    // Deno refuses to tell without its permission. Nothing that is needed is lost: the variable counts as not set.
    return undefined;
  }
}
