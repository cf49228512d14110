import { HEADER } from './header.js';
import { quoted } from './names.js';

/**
 * What each webhook event tells of: an app and a type of its resources, where the app has the type.
 *
 * @param {readonly import('../../dist/index.js').WebhookEvent[]} events
 * @param {typeof import('../../dist/index.js').loadVersion} load
 */
export function webhookEventsFile(events, load) {
  const lines = events.map(({ name, ofApp, vertex }) => {
    const known = Object.hasOwn(load(ofApp).vertices, vertex);
    return `  ${quoted(name)}: [${quoted(ofApp)}, ${known ? quoted(vertex) : 'string'}];`;
  });
  const about =
    '/** By the name of a webhook event: the app and the type of the resource that it tells of. */';
  return `${HEADER}\n\n${about}\nexport interface WebhookEventTypes {\n${lines.join('\n')}\n}\n`;
}
