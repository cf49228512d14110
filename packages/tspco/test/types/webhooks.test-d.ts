/** The entry for webhooks. Checked by `npm run check:types`; nothing here runs. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { PCO, type JsonValue, type Resource } from 'tspco';
import {
  createWebhook,
  ensureWebhooks,
  isWebhookEvent,
  rotateWebhookSecret,
  subscriptionSecrets,
  verifyWebhook,
  WebhookHandler,
  type WebhookEvent,
  type WebhookEventName,
} from 'tspco/webhooks';
import { expectTypeOf } from 'vitest';

declare const request: Request;
const pco = new PCO({ token: 'a' });
const handler = new WebhookHandler({ secrets: ['a'], fallback: () => {} });

export function anEventHasTheTypesOfItsName(): void {
  handler.on('people.v2.events.person.updated', ({ name, payload }) => {
    expectTypeOf(name).toEqualTypeOf<'people.v2.events.person.updated'>();
    expectTypeOf(payload.data.type).toEqualTypeOf<'Person'>();
    expectTypeOf(payload.data.attributes.first_name).toEqualTypeOf<string | null>();
    expectTypeOf(payload.included).toEqualTypeOf<readonly Resource[] | undefined>();
    expectTypeOf(payload.meta?.event_time).toEqualTypeOf<string | undefined>();
    // @ts-expect-error -- no version has it
    void payload.data.attributes.frist_name;
  });
  handler.on('services.v2.events.plan.updated', ({ payload }) => {
    expectTypeOf(payload.data.type).toEqualTypeOf<'Plan'>();
  });
}

export function anEventWhoseNameDoesNotSayWhatItIsAboutHasWideTypes(): void {
  handler.on('services.v2.events.plan.live.updated', ({ name, payload }) => {
    expectTypeOf(name).toEqualTypeOf<'services.v2.events.plan.live.updated'>();
    expectTypeOf(payload.data.type).toEqualTypeOf<string>();
    expectTypeOf(payload.data.attributes).toEqualTypeOf<{ readonly [name: string]: JsonValue } | undefined>();
  });
}

export function attributesOfSomeVersionsMayBeMissing(): void {
  handler.on('people.v2.events.address.created', ({ payload }) => {
    expectTypeOf(payload.data.attributes.city).toEqualTypeOf<string | null>();
    // Of these, each version has one.
    expectTypeOf(payload.data.attributes.street).toEqualTypeOf<string | null | undefined>();
    expectTypeOf(payload.data.attributes.street_line_1).toEqualTypeOf<string | null | undefined>();
  });
}

export function whatIsGoneHasTypeAndId(): void {
  handler.on('people.v2.events.person.destroyed', ({ payload }) => {
    expectTypeOf(payload.data).toEqualTypeOf<{ readonly type: 'Person'; readonly id: string }>();
    // @ts-expect-error -- nothing is left of it
    void payload.data.attributes;
  });
}

export function severalNamesAreOneOfThem(): void {
  handler.on(['people.v2.events.email.created', 'people.v2.events.email.destroyed'], (event) => {
    expectTypeOf(event.name).toEqualTypeOf<
      'people.v2.events.email.created' | 'people.v2.events.email.destroyed'
    >();
    if (event.name === 'people.v2.events.email.created')
      expectTypeOf(event.payload.data.attributes.address).toEqualTypeOf<string | null>();
  });
}

export function unknownNamesHaveWideTypes(): void {
  handler.on('giving.v2.events.fund.created', ({ name, payload }) => {
    expectTypeOf(name).toEqualTypeOf<'giving.v2.events.fund.created'>();
    expectTypeOf(payload.data.attributes).toEqualTypeOf<{ readonly [name: string]: JsonValue } | undefined>();
  });
}

export async function anyEventIsToldByItsName(): Promise<void> {
  const { events, secretIndex } = await verifyWebhook(request, 'a');
  expectTypeOf(secretIndex).toEqualTypeOf<number>();
  for (const event of events) {
    expectTypeOf(event).toEqualTypeOf<WebhookEvent>();
    expectTypeOf(event.name).toEqualTypeOf<string>();
    if (isWebhookEvent(event, 'groups.v2.events.membership.created'))
      expectTypeOf(event.payload.data.attributes.role).toExtend<string | null>();
    // @ts-expect-error -- there is no such event
    isWebhookEvent(event, 'people.v2.events.persons.created');
  }
  expectTypeOf<'people.v2.events.list.refreshed'>().toExtend<WebhookEventName>();
  expectTypeOf<'people.v2.events.list_result.updated'>().not.toExtend<WebhookEventName>();
}

export async function everyServerIsTaken(): Promise<void> {
  createServer(handler.node);
  void ((request: IncomingMessage, response: ServerResponse) => handler.node(request, response));
  const worker: { fetch(request: Request, env: unknown, context: object): Promise<Response> } = handler;
  void worker;
  await verifyWebhook(Buffer.from(''), {} as IncomingMessage['headers'], ['a']);
  await verifyWebhook('', new Headers(), ['a']);
  new WebhookHandler({ secrets: subscriptionSecrets(pco, { url: '' }), fallback: () => {} });
  await ensureWebhooks(pco, { url: '', names: ['people.v2.events.person.created', 'what.else'] });
  await createWebhook({ name: 'what.else', payload: { data: { type: 'A', id: '1' } } }, 'a');
}

export function refused(): void {
  // @ts-expect-error -- what is to happen with all other events must be said
  new WebhookHandler({ secrets: ['a'] });
  // @ts-expect-error -- no such option
  new WebhookHandler({ secrets: ['a'], fallback: () => {}, stroe: undefined });
  // @ts-expect-error -- a parsed body is none
  void verifyWebhook({ data: [] }, {}, 'a');
  // @ts-expect-error -- secrets are needed
  void verifyWebhook(request);
  // @ts-expect-error -- which one
  void rotateWebhookSecret(pco);
}
