/** A delivery as it came. */
export interface Delivery {
  readonly headers: Readonly<Record<string, string>>;
  /** The text of the body, to the byte: its signature is of that. */
  readonly body: string;
}

/** One thing that happened. */
export interface DeliveredEvent {
  readonly id: string;
  readonly name: string;
  readonly attempt: number | undefined;
  readonly organization: string | undefined;
  /** The document of the record that it happened to. */
  readonly payload: unknown;
}

/** The events of a delivery: one, as far as anybody has seen; it may be more. `undefined`: it is no delivery. */
export function eventsIn(body: string): readonly DeliveredEvent[] | undefined {
  try {
    const { data } = JSON.parse(body) as { readonly data: readonly RawEvent[] };
    return data.map(({ id, attributes, relationships }) => ({
      id,
      name: attributes.name,
      attempt: attributes.attempt,
      organization: relationships?.organization?.data?.id,
      payload: JSON.parse(attributes.payload) as unknown,
    }));
  } catch {
    return undefined;
  }
}

interface RawEvent {
  readonly id: string;
  readonly attributes: { readonly name: string; readonly attempt?: number; readonly payload: string };
  readonly relationships?: { readonly organization?: { readonly data?: { readonly id: string } } };
}

/** An event in a line, for a person. */
export function eventText({ name, payload }: DeliveredEvent): string {
  const { data } = payload as {
    readonly data?: {
      readonly type: string;
      readonly id: string;
      readonly attributes?: Record<string, unknown>;
    };
  };
  const { name: called, title, first_name: first } = data?.attributes ?? {};
  const words = [called, title, first].find((text) => typeof text === 'string');
  return [name, `${data?.type} ${data?.id}`, words].filter((part) => part !== undefined).join('  ');
}
