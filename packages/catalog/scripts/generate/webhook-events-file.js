import { HEADER } from './header.js';
import { quoted } from './names.js';

/**
 * What each webhook event tells of: an app and a type of its resources, where the app has a type of that name.
 *
 * @param {readonly import('../../dist/index.js').WebhookEvent[]} events
 * @param {typeof import('../../dist/index.js').loadVersion} load
 */
export function webhookEventsFile(events, load) {
  const isKnown = ({ ofApp, vertex }) => Object.hasOwn(load(ofApp).vertices, vertex);
  const known = events
    .filter(isKnown)
    .map(({ name, ofApp, vertex }) => `  ${quoted(name)}: [${quoted(ofApp)}, ${quoted(vertex)}];`);
  const others = events.filter((event) => !isKnown(event)).map(({ name }) => `  | ${quoted(name)}`);
  return (
    [
      HEADER,
      '/** By the name of a webhook event: the app and the type of the resource that it tells of. */\n' +
        `export interface WebhookEventTypes {\n${known.join('\n')}\n}`,
      '/** Events whose names do not say which type of resource they tell of. */\n' +
        `export type OtherWebhookEvent =\n${others.join('\n')};`,
    ].join('\n\n') + '\n'
  );
}
