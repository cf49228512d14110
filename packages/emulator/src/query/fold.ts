const folded = new Map<string, string>();

/**
 * A text as the service compares it: without case and accents. Remembered, because sorting ten thousand names asks
 * for each of them many times.
 */
export function fold(text: string): string {
  let result = folded.get(text);
  if (result === undefined) {
    result = text
      .normalize('NFD')
      .replaceAll(/\p{Mark}/gu, '')
      .toLowerCase();
    if (folded.size >= MOST_REMEMBERED) folded.clear();
    folded.set(text, result);
  }
  return result;
}

const MOST_REMEMBERED = 200_000;
