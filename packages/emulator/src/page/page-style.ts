/** How the emulator's page looks, besides what all pages have in common. */
export const PAGE_STYLE = `
:root {
  --good: #17683a; --on-good: #def3e6;
  --warn: #855000; --on-warn: #fbeed3;
  --bad: #a2242a; --on-bad: #fbe4e4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --good: #8fdcae; --on-good: #173325;
    --warn: #f0c27a; --on-warn: #3a2c12;
    --bad: #f7a8a8; --on-bad: #45201f;
  }
}
main.wide { max-width: 78rem; margin-top: 0; padding: 1.25rem 1rem; border: 0; background: none; }
main.wide h2 { margin: 0; font-size: 1.0625rem; color: inherit; }
h2:focus { outline: none; }
.top, .title { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.25rem 1rem; }
.top { padding: 0 0.25rem; }
.top h1 .small { font-weight: 400; }
#state { margin: 0; color: var(--quiet); font-size: 0.875rem; }
#state.live::before, #state.gone::before {
  content: '';
  display: inline-block;
  width: 0.6rem;
  height: 0.6rem;
  margin-right: 0.45rem;
  border-radius: 50%;
  background: var(--good);
}
#state.gone { color: var(--bad); font-weight: 600; }
#state.gone::before { background: var(--bad); }
#problem:empty { display: none; }
#problem { position: sticky; top: 0.5rem; z-index: 1; margin-top: 1rem; padding: 0.75rem 1rem; border-radius: 10px; background: var(--on-bad); color: var(--bad); }
nav { display: flex; flex-wrap: wrap; gap: 0.4rem; margin-top: 1rem; }
nav a { padding: 0.3rem 0.8rem; border: 1px solid var(--line); border-radius: 99px; background: var(--card); color: inherit; text-decoration: none; }
nav a:hover { background: var(--hover); }
nav a[aria-current] { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
section { margin-top: 1rem; padding: 1rem 1.1rem; border: 1px solid var(--line); border-radius: 12px; background: var(--card); }
.columns > div { min-width: 0; }
@media (min-width: 60rem) {
  main.wide { padding: 1.5rem; }
  .columns { display: grid; grid-template-columns: minmax(0, 1fr) 25rem; gap: 0 1rem; align-items: start; }
}
.facts { display: flex; flex-wrap: wrap; gap: 0.6rem 2rem; margin: 0.75rem 0 0; }
.facts dt { color: var(--quiet); font-size: 0.8125rem; }
.facts dd { margin: 0; }
.facts code, .command code { user-select: all; }
.command { display: flex; align-items: center; gap: 0.75rem; margin-top: 0.9rem; padding: 0.55rem 0.75rem; border-radius: 8px; background: var(--ground); }
.command code { flex: 1; min-width: 0; }
.copy { display: none; }
.scripted .copy { display: block; }
button.small { white-space: nowrap; padding: 0.25rem 0.65rem; border-radius: 7px; font-size: 0.8125rem; }
button.danger { border-color: var(--bad); color: var(--bad); }
.buttons, .switches { display: flex; flex-wrap: wrap; gap: 0.4rem; margin-top: 0.75rem; }
.switches button { padding: 0.35rem 0.75rem 0.35rem 0.6rem; border-radius: 99px; font-size: 0.875rem; font-weight: 500; }
.switches button::before {
  content: '';
  display: inline-block;
  width: 0.55rem;
  height: 0.55rem;
  margin-right: 0.3rem;
  border: 1.5px solid var(--quiet);
  border-radius: 50%;
}
.switches [aria-pressed='true'] { border-color: var(--bad); background: var(--on-bad); color: var(--bad); }
.switches [aria-pressed='true']::before { border-color: var(--bad); background: var(--bad); }
table { width: 100%; margin-top: 0.75rem; border-collapse: collapse; font-size: 0.875rem; }
th { padding: 0 0.75rem 0.35rem 0; color: var(--quiet); font-size: 0.75rem; font-weight: 600; text-align: left; white-space: nowrap; }
td { padding: 0.4rem 0.75rem 0.4rem 0; border-top: 1px solid var(--line); vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.chips { width: 1%; white-space: nowrap; }
table .number, table .action { width: 1%; }
.request { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.15rem 0.4rem; }
abbr { text-decoration: none; }
time.small { display: block; white-space: normal; }
.clamp { line-height: 1.45; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
.chip { display: inline-block; padding: 0 0.45rem; border-radius: 6px; background: var(--ground); color: var(--quiet); font-size: 0.8125rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.chip.good { background: var(--on-good); color: var(--good); }
.chip.warn, .chip.fault { background: var(--on-warn); color: var(--warn); }
.chip.bad { background: var(--on-bad); color: var(--bad); }
.tally { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; margin: 0.5rem 0 0; padding: 0; list-style: none; font-size: 0.875rem; }
.bar { display: block; width: 100%; height: 0.6rem; margin-top: 0.6rem; border-radius: 99px; background: var(--line); }
.bar .good { fill: var(--good); }
.bar .warn { fill: var(--warn); }
.bar .bad { fill: var(--bad); }
summary { cursor: pointer; }
.apps { display: grid; grid-template-columns: repeat(auto-fill, minmax(10.75rem, 1fr)); gap: 0.5rem; align-items: start; margin-top: 0.75rem; }
.apps details { border: 1px solid var(--line); border-radius: 9px; }
.apps summary { display: flex; justify-content: space-between; gap: 0.5rem; padding: 0.4rem 0.75rem; border-radius: 9px; font-size: 0.9375rem; white-space: nowrap; }
.apps summary:hover { background: var(--hover); }
.apps summary b { font-variant-numeric: tabular-nums; }
.apps details[open] { grid-column: 1 / -1; border-color: var(--accent); }
@media (max-width: 34rem) {
  th { white-space: normal; }
  .apps { gap: 0.3rem; }
  .apps summary { padding: 0.25rem 0.75rem; }
}
.vertices { margin: 0.25rem 0.75rem 0; columns: 15rem; column-gap: 2rem; }
.vertices > div { display: flex; justify-content: space-between; gap: 0.75rem; padding: 0.2rem 0; border-bottom: 1px solid var(--line); font-size: 0.875rem; break-inside: avoid; }
.vertices dd { margin: 0; }
.apps details p { margin: 0.5rem 0.75rem 0.75rem; }
.plain { margin-top: 0.9rem; font-size: 0.875rem; }
.plain summary { color: var(--quiet); }
.plain label { margin-top: 0.6rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
