/** Names the budget of a church's administrator, which also needs a name while the church is not made. */
export function administratorsBudget({ subdomain }: { readonly subdomain: string }): string {
  return `${subdomain} administrator`;
}
