/**
 * Shows once a second what is new, and what a pressed button did. Elements are changed where they are instead of being
 * replaced, so that focus, scrolling and what is unfolded stay.
 */
export const SCRIPT = `
const main = document.querySelector('main');
const state = document.getElementById('state');
document.documentElement.classList.add('scripted');
const change = (old, fresh) => {
  if (old.id === 'state' || old.isEqualNode(fresh)) return;
  if (old.nodeName !== fresh.nodeName || old.id !== fresh.id) return old.replaceWith(fresh);
  if (old.nodeType !== Node.ELEMENT_NODE) return void (old.data = fresh.data);
  for (const { name } of [...old.attributes]) if (name !== 'open' && !fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  const children = [...fresh.childNodes];
  while (old.childNodes.length > children.length) old.lastChild.remove();
  children.forEach((child, index) => old.childNodes[index] ? change(old.childNodes[index], child) : old.append(child));
};
const say = (kind, text) => {
  state.className = kind;
  if (state.textContent !== text) state.textContent = text;
};
let timer, turn = 0;
const look = async (url, init) => {
  const mine = (turn += 1);
  clearTimeout(timer);
  let pause = 1000;
  try {
    const answer = await fetch(url, { headers: { Accept: 'text/html' }, cache: 'no-store', ...init });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (mine !== turn) return;
    change(main, page.querySelector('main.wide'));
    say('live', 'Live');
    if (answer.ok) return true;
    pause = 10000; // Somebody has to read why.
  } catch {
    if (mine === turn) say('gone', 'The emulator does not answer');
  } finally {
    if (mine === turn) timer = setTimeout(lookAgain, pause);
  }
};
const lookAgain = () => {
  if (document.hidden) return;
  if (getSelection().isCollapsed) return look(location.href, { signal: AbortSignal.timeout(5000) });
  say('', 'Waits while text is selected');
  timer = setTimeout(lookAgain, 1000);
};
document.addEventListener('visibilitychange', () => {
  clearTimeout(timer);
  lookAgain();
});
document.addEventListener('submit', async (event) => {
  event.preventDefault();
  const { target: form, submitter } = event;
  const heading = form.closest('section').querySelector('h2');
  if (await look(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form, submitter)) })) form.reset();
  if (!submitter.isConnected) heading.focus();
});
document.addEventListener('click', async ({ target }) => {
  if (!target.dataset.copy) return;
  await navigator.clipboard.writeText(target.dataset.copy);
  turn += 1; // What is under way would say something else at once.
  clearTimeout(timer);
  say('live', 'Copied');
  timer = setTimeout(lookAgain, 2000);
});
lookAgain();
`;
