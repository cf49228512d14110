import type { JsonValue, Relationship, Resource, ResourceIdentifier } from '../document/types.ts';
import type { Apps } from '../types/generated/index.ts';
import type { Vertex } from '../types/table.ts';
import type { AppName } from '../types/versions.ts';
import type { AppOfEvent, TellingEventName, TypeOfEvent, WebhookEventName } from './event-names.ts';

/**
 * Something that happened in Planning Center, as a delivery tells it.
 *
 * @typeParam Name - the event's name, or several; then it is one event of those. Of a name that is not known, the
 * resource has wide types
 */
export type WebhookEvent<Name extends string = string> = Name extends string ? NamedEvent<Name> : never;

interface NamedEvent<Name extends string> {
  /** Of the delivery (`EventDelivery`). The same when it is sent again. */
  readonly id: string;
  /** Such as `people.v2.events.person.created`. */
  readonly name: Name;
  /** Which attempt this is, from 1. */
  readonly attempt: number;
  /** The church's id; `undefined` when the delivery does not say. */
  readonly organizationId: string | undefined;
  /** The document of the resource that it is about, as it was when it happened. */
  readonly payload: WebhookPayload<Name>;
}

/** The document in an event. */
export interface WebhookPayload<Name extends string = string> {
  /** What was created or changed; of what is gone (`destroyed`) only type and id. */
  readonly data: WebhookResource<Name>;
  readonly included?: readonly Resource[];
  readonly meta?: {
    readonly parent?: ResourceIdentifier;
    /** When it happened. Deliveries overtake each other, so compare this and not their order. */
    readonly event_time?: string;
    readonly idempotency_token?: string;
    readonly [name: string]: unknown;
  };
}

/**
 * The resource of an event. Its version is the one that the church's application is set to, which a program cannot know:
 * attributes that only some versions have may be missing.
 */
export type WebhookResource<Name extends string = string> = Name extends TellingEventName
  ? Name extends `${string}.destroyed`
    ? Identifier<TypeOfEvent<Name>>
    : ResourceOf<VertexOf<Name>>
  : AnyResource;

/**
 * Whether an event has a name, or one of several. It then has the types of that name.
 *
 * @example
 * ```ts
 * if (isWebhookEvent(event, 'people.v2.events.person.updated')) console.log(event.payload.data.attributes.last_name);
 * ```
 */
export function isWebhookEvent<const Name extends WebhookEventName>(
  event: WebhookEvent,
  ...names: readonly Name[]
): event is WebhookEvent<Name> {
  return (names as readonly string[]).includes(event.name);
}

interface AnyResource extends ResourceIdentifier {
  readonly attributes?: { readonly [name: string]: JsonValue };
  readonly relationships?: { readonly [name: string]: Relationship };
  readonly links?: { readonly [name: string]: string | null };
}

interface Identifier<Type extends string> {
  readonly type: Type;
  readonly id: string;
}

interface ResourceOf<Of extends Vertex> extends Identifier<Of['type']> {
  readonly attributes: Widest<Of['attributes']>;
  readonly relationships?: {
    readonly [Name in KeyOf<Of['relationships']>]?: Value<Of['relationships'], Name>;
  };
  readonly links?: { readonly [name: string]: string | null };
}

/** The vertices of the event's resource in all versions of its app. */
type VertexOf<Name extends TellingEventName> = InEach<TablesOf<AppOfEvent<Name>>, TypeOfEvent<Name>>;

type TablesOf<App extends AppName> = App extends AppName ? Apps[App][keyof Apps[App]] : never;

type InEach<Table, Type extends string> = Table extends { [Key in Type]: infer Of extends Vertex }
  ? Of
  : never;

/** What all of them have, and what some of them have. */
type Widest<Attributes> = { readonly [Name in keyof Attributes]: Value<Attributes, Name> } & {
  readonly [Name in Exclude<KeyOf<Attributes>, keyof Attributes>]?: Value<Attributes, Name>;
};

type KeyOf<Each> = Each extends unknown ? keyof Each : never;

type Value<Each, Name extends PropertyKey> = Each extends { readonly [Key in Name]: infer Found }
  ? Found
  : never;
