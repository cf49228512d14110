import type { FreshChurch } from '../../src/testing.ts';
import type { Told } from './small-church.ts';

/** Sends requests to an emulator, in its process or at its address on a port. */
export interface Api {
  readonly get: (path: string) => Promise<Told>;
  readonly post: (path: string, attributes?: object, relationships?: object) => Promise<Told>;
  readonly patch: (path: string, attributes: object) => Promise<Told>;
  readonly remove: (path: string) => Promise<Told>;
  /** Subscribes to an event, and gives the address of the subscription and its secret. */
  readonly subscribe: (name: string, url: string) => Promise<{ path: string; id: string; secret: string }>;
}

export function apiOf(church: FreshChurch, origin = 'https://api.planningcenteronline.com'): Api {
  const send = async (method: string, path: string, body?: object): Promise<Told> => {
    const init = {
      method,
      headers: church.headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    };
    const answer = origin.startsWith('http://')
      ? await fetch(`${origin}${path}`, init)
      : await church.fetch(`${origin}${path}`, init);
    const text = await answer.text();
    return { status: answer.status, document: (text === '' ? {} : JSON.parse(text)) as Told['document'] };
  };
  const post: Api['post'] = (path, attributes = {}, relationships = {}) =>
    send('POST', path, { data: { attributes, relationships } });
  return {
    get: (path) => send('GET', path),
    post,
    patch: (path, attributes) => send('PATCH', path, { data: { attributes } }),
    remove: (path) => send('DELETE', path),
    subscribe: async (name, url) => {
      const { status, document } = await post('/webhooks/v2/webhook_subscriptions', { name, url });
      if (status !== 201) throw new Error(`${name} ${url}: ${status} ${JSON.stringify(document)}`);
      const { id, attributes } = document.data;
      const secret = String(attributes['authenticity_secret']);
      return { path: `/webhooks/v2/webhook_subscriptions/${id}`, id, secret };
    },
  };
}
