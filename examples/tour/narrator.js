/** Thrown when an answer is not what the tour promised. */
export class Disappointment extends Error {}

let chapters = 0;

export function chapter(title) {
  console.log(`\n${++chapters}. ${title}`);
}

export function say(...lines) {
  for (const line of lines) console.log(`   ${line}`);
}

/** Ends the tour with a clear message unless `fact` holds. */
export function expect(fact, promise) {
  if (!fact) throw new Disappointment(promise);
}

/** `count(1, 'page')` is "1 page", `count(3, 'page')` "3 pages", `count(2, 'person', 'people')` "2 people". */
export function count(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}
