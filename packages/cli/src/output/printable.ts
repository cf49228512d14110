/**
 * Text from outside as a terminal may be given it. People write their own names into Planning Center, and a terminal
 * obeys control characters: it could be told to hide lines, or to type.
 */
export function printable(text: string): string {
  return text.replaceAll(CONTROL, '');
}

/** All control characters but tab and line feed. */
const CONTROL = /(?![\t\n])\p{Cc}/gu;
