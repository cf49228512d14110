const WIDTH = 110;

/**
 * JSON that reads well in a diff: names sorted, and an object or list on one line when it holds no other object and
 * fits, which makes about one line per attribute, edge or relationship.
 *
 * @param {unknown} value
 */
export function formatJson(value) {
  return `${format(value, '', 0)}\n`;
}

/**
 * @param {unknown} value
 * @param {string} indent - of the line on which it begins
 * @param {number} taken - columns of that line that are not the value's
 * @returns {string}
 */
function format(value, indent, taken) {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const [open, close] = isList ? '[]' : '{}';
  const items = isList
    ? value.map((item) => ['', item])
    : Object.keys(value)
        .sort()
        .map((name) => [`${JSON.stringify(name)}: `, value[name]]);
  if (items.length === 0) return open + close;
  if (!items.some(([, item]) => holdsObject(item))) {
    const gap = isList ? '' : ' ';
    const line = items.map(([name, item]) => name + format(item, '', Number.NEGATIVE_INFINITY)).join(', ');
    const text = open + gap + line + gap + close;
    if (taken + text.length <= WIDTH) return text;
  }
  const deeper = `${indent}  `;
  // One column is kept for the comma.
  const lines = items.map(
    ([name, item]) => deeper + name + format(item, deeper, deeper.length + name.length + 1),
  );
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

function holdsObject(value) {
  if (typeof value !== 'object' || value === null) return false;
  return !Array.isArray(value) || value.some(holdsObject);
}
