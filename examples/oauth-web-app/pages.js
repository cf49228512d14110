import { html } from 'hono/html';

// What `html` is given in between is escaped.

/** @param {{ title: string, church?: string | undefined, body: unknown }} parts */
function page({ title, church, body }) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <header><a href="/">Phone list</a>${church && html` <span>${church}</span>`}</header>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`;
}

const CONNECT = html`<a class="button" href="/connect">Connect with Planning Center</a>`;

export function welcomePage() {
  return page({
    title: 'Who can be called?',
    body: html`
      <p>
        See who of your church has a phone number. The numbers come from Planning Center each time you look;
        none is kept here.
      </p>
      <p>
        Planning Center will ask you to sign in, and whether this page may see People in your name. You can
        end that at any time.
      </p>
      <p class="actions">${CONNECT}</p>
    `,
  });
}

/** @param {{ church: import('tspco').ConnectedChurch, list: import('./phone-list.js').PhoneList }} parts */
export function phoneListPage({ church, list }) {
  const { people, first, last, total } = list;
  return page({
    title: 'Who can be called',
    church: church.name ?? `Church ${church.id}`,
    body: html`
      <p class="summary">${summaryOf(list)}</p>
      ${people.length > 0 && phoneTable(people)} ${total > last - first + 1 && pager(list)}
      <footer>
        <form method="post" action="/sign-out"><button class="quiet">Sign out</button></form>
        <form method="post" action="/disconnect"><button class="danger">Disconnect this church</button></form>
      </footer>
    `,
  });
}

/** @param {import('./phone-list.js').PhoneList} list */
function summaryOf({ people, first, last, total }) {
  if (last < first) return total === 0 ? 'There is nobody in People yet.' : 'The list is shorter than that.';
  const whom =
    first === 1 && last === total ? `all ${total} people` : `people ${first} to ${last} of ${total}`;
  return `By last name, ${whom}: ${people.length} with a phone number.`;
}

/** @param {import('./phone-list.js').PhoneList['people']} people */
function phoneTable(people) {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Name</th>
        <th scope="col">Phone</th>
      </tr>
    </thead>
    <tbody>
      ${people.map(
        ({ name, numbers }) =>
          html`<tr>
            <td>${name}</td>
            <td>${numbers.map((number) => html`<a href="tel:${number}">${number}</a>`)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** @param {import('./phone-list.js').PhoneList} list */
function pager({ previous, next }) {
  return html`<nav>
    ${previous !== undefined && html`<a rel="prev" href="/?offset=${previous}">← Previous</a>`}
    ${next !== undefined && html`<a rel="next" href="/?offset=${next}">Next →</a>`}
  </nav>`;
}

/** @param {import('./problems.js').Problem} problem */
export function problemPage({ title, text, link }) {
  const links = {
    connect: CONNECT,
    again: html`<a class="button" href="/">Try again</a>`,
    home: html`<a class="button" href="/">To the first page</a>`,
  };
  return page({
    title,
    body: html`<p>${text}</p>
      <p class="actions">${links[link]}</p>`,
  });
}
