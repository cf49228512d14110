/** What a condition takes, and whether a text may be such a value. */
export interface ValueForm {
  readonly takes: string;
  /** What the server makes of something else, where that was recorded. */
  readonly consequence?: string;
  readonly fits: (text: string) => boolean;
}

const DATE: ValueForm = {
  takes: 'a date such as 2026-01-31, or a moment such as 2026-01-31T18:00:00Z',
  fits: beginsWithDay,
};

const FORMS: ReadonlyMap<string | undefined, ValueForm> = new Map([
  ['date', DATE],
  ['date_time', DATE],
  // The short ones are what a Rails application takes for them, too.
  ['boolean', { takes: 'true or false', fits: (text) => /^(?:true|false|[tf10]|on|off)$/i.test(text) }],
  [
    'integer',
    {
      takes: 'a whole number',
      consequence: ' Planning Center answers with an empty list.',
      fits: (text) => /^[+-]?\d+(?:\.\d+)?$/.test(text),
    },
  ],
]);

/**
 * The form of this type of value, if the value clearly has it not. What an empty one, `null` and a list with
 * commas mean to the server is not known, and nobody is told that they are wrong.
 */
export function formMissed(type: string | undefined, value: string): ValueForm | undefined {
  const form = FORMS.get(type);
  const given = value.split(',').map((text) => text.trim());
  return form && !given.every((text) => /^(?:null)?$/.test(text) || form.fits(text)) ? form : undefined;
}

/** With a day that exists: some platforms take the 30th of February for one of March. The time is not looked at. */
function beginsWithDay(text: string): boolean {
  const day = text.slice(0, 10);
  return /^.{10}(?:$|[T ]\d)/i.test(text) && JSON.stringify(new Date(day)).startsWith(`"${day}`);
}
