import { html } from 'hono/html';
import type { Html } from '../../messages/html/layout.ts';
import type { View } from '../view.ts';

/** How to reach the emulator, and with which credentials. */
export function reachSection(view: View): Html {
  const { origin, settings } = view;
  const facts = [
    ['API', origin],
    ['Uploads', `${origin}/v2/files`],
    ['Application id', settings.applicationId],
    ['Secret', settings.secret],
    ['Access token', settings.accessToken],
  ];
  return html`<section id="reach" aria-labelledby="reach-title">
    <h2 id="reach-title" tabindex="-1">How to reach it</h2>
    <dl class="facts">
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd><code>${value}</code></dd>
          </div>`,
      )}
    </dl>
    ${tryIt(view)}
    <p class="small quiet">
      Programs can do all that this page does, and more, at
      <a href="/__emulator/"><code>/__emulator/</code></a
      >.
    </p>
  </section>`;
}

function tryIt({ origin, settings, isMain, church, churches: [main] }: View): Html {
  if (isMain) {
    const credentials = quoted(`${settings.applicationId}:${settings.secret}`);
    return commandLine(`curl -u ${credentials} ${quoted(`${origin}/people/v2/people?per_page=1`)}`);
  }
  const body = JSON.stringify({ church: church.subdomain });
  return html`<p class="small">
      These credentials belong to ${main?.name ?? main?.subdomain}. A token of this church comes from the page
      of <code>/oauth/authorize</code>, or from this:
    </p>
    ${commandLine(`curl -X POST ${quoted(`${origin}/__emulator/sign-in`)} -d ${quoted(body)}`)}`;
}

function commandLine(command: string): Html {
  return html`<p class="command">
    <code>${command}</code>
    <button type="button" class="small copy" data-copy="${command}">Copy</button>
  </p>`;
}

/** As a POSIX shell takes it for one word. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
