/** Whether a browser can be sent there. */
export function isRedirectUri(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    URL.canParse(value) &&
    !value.includes('#') &&
    /^[a-z][a-z\d+.-]*:\/\//i.test(value) &&
    !/^(?:javascript|vbscript|data|file):/i.test(value)
  );
}
