/** The object or list a cell holds; undefined where it is none. Some exports double the quotes once too often. */
export function parseNested(text: string): unknown {
  if (!/^[{[]/.test(text)) return undefined;
  return parse(text) ?? parse(text.replaceAll('""', '"'));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
