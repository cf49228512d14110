/** How all pages of the emulator look. */
export const STYLE = `
:root {
  --ground: #f4f5f7;
  --card: #ffffff;
  --text: #1d2430;
  --quiet: #5b6675;
  --line: #d9dee5;
  --hover: #f0f4fa;
  --accent: #1f5fbf;
  --on-accent: #ffffff;
  --mark: #dfe9f8;
  --on-mark: #17468c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #13161b;
    --card: #1c2129;
    --text: #e7ebf1;
    --quiet: #9aa6b6;
    --line: #333b47;
    --hover: #252c37;
    --accent: #7fb0f5;
    --on-accent: #0e1a2b;
    --mark: #263a57;
    --on-mark: #b9d3f8;
  }
}
*, *::before, *::after { box-sizing: border-box; }
body {
  margin: 0;
  min-height: 100vh;
  display: flex;
  flex-direction: column;
  background: var(--ground);
  color: var(--text);
  font: 16px/1.5 system-ui, sans-serif;
  overflow-wrap: anywhere;
}
main {
  width: 100%;
  margin: 0 auto;
  padding: 1.5rem 1.25rem;
  background: var(--card);
}
main.narrow { max-width: 30rem; }
main.wide { max-width: 72rem; }
@media (min-width: 34rem) {
  main {
    margin-top: clamp(1.5rem, 8vh, 5rem);
    padding: 2rem 2.25rem;
    border: 1px solid var(--line);
    border-radius: 14px;
  }
}
footer {
  max-width: 30rem;
  margin: 0 auto;
  padding: 1rem 1.25rem 2rem;
  color: var(--quiet);
  font-size: 0.8125rem;
  text-align: center;
}
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; letter-spacing: -0.01em; }
h2 { margin: 1.75rem 0 0.5rem; font-size: 0.875rem; font-weight: 600; color: var(--quiet); }
p { margin: 0.5rem 0 0; }
a { color: var(--accent); }
code { font: 0.875em ui-monospace, monospace; }
.quiet { color: var(--quiet); }
.small { font-size: 0.875rem; }
label { display: block; margin: 1.25rem 0 0.35rem; font-size: 0.875rem; font-weight: 600; }
.field { display: flex; gap: 0.5rem; }
input, select {
  flex: 1;
  min-width: 0;
  padding: 0.55rem 0.75rem;
  border: 1px solid var(--line);
  border-radius: 8px;
  background: var(--card);
  color: inherit;
  font: inherit;
}
button {
  padding: 0.55rem 1rem;
  border: 1px solid var(--line);
  border-radius: 8px;
  background: var(--card);
  color: inherit;
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}
button:hover { background: var(--hover); }
button.primary { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
button.primary:hover { filter: brightness(1.08); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.actions { display: flex; gap: 0.75rem; margin-top: 1.75rem; }
.actions button { flex: 1; padding: 0.7rem 1rem; }
.people { margin: 0; padding: 0; list-style: none; border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
.people li + li { border-top: 1px solid var(--line); }
.person { display: flex; align-items: center; gap: 0.85rem; width: 100%; text-align: left; }
button.person { padding: 0.7rem 0.85rem; border: 0; border-radius: 0; font-weight: 400; }
button.person:focus-visible { outline-offset: -2px; }
.person > span:last-child { min-width: 0; }
.person strong, .person small { display: block; line-height: 1.35; }
.person small { color: var(--quiet); font-size: 0.8125rem; }
.initials {
  flex: none;
  width: 2.5rem;
  height: 2.5rem;
  border-radius: 50%;
  display: grid;
  place-items: center;
  background: var(--mark);
  color: var(--on-mark);
  font-size: 0.875rem;
  font-weight: 600;
}
.box { margin-top: 1.25rem; padding: 0.85rem; border: 1px solid var(--line); border-radius: 10px; }
.scopes { margin: 0; padding: 0; list-style: none; }
.scopes li { padding: 0.6rem 0; border-top: 1px solid var(--line); }
.scopes li:first-child { border-top: 0; }
.scopes code { display: block; color: var(--quiet); }
`;
