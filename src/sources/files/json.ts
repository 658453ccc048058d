/** Parsed, or where the first error stands. The parser's own message is not used: it quotes the text. */
export function parseJson(text: string): { value: unknown } | { line: number; column: number } {
  try {
    return { value: JSON.parse(text) };
  } catch {
    const before = text.slice(0, errorOffset(text));
    const lastBreak = before.lastIndexOf('\n');
    return { line: before.split('\n').length, column: before.length - lastBreak };
  }
}

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

/** Walks JSON token by token, without recursion, to the first one that cannot stand where it stands. */
function errorOffset(text: string): number {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = 0;
  for (;;) {
    at = skip(SPACE, text, at) ?? at;
    const char = text.charAt(at);
    const step = stepAt(text, at, char, expected, open);
    if (step === undefined) return at;
    at = step.end;
    expected = step.next;
  }
}

function stepAt(
  text: string,
  at: number,
  char: string,
  expected: Expected,
  open: ('{' | '[')[],
): { end: number; next: Expected } | undefined {
  const inside = open.at(-1);
  const closed = (): Expected => (open.length === 0 ? 'nothing' : 'comma-or-end');
  const one = (next: Expected) => ({ end: at + 1, next });
  if (expected === 'colon') return char === ':' ? one('value') : undefined;
  if (expected === 'comma-or-end' && char === ',') return one(inside === '{' ? 'key' : 'value');
  if (expected.endsWith('-or-end') && char === (inside === '{' ? '}' : ']')) {
    open.pop();
    return one(closed());
  }
  if (expected.startsWith('key')) {
    const end = skipString(text, at);
    return end === undefined ? undefined : { end, next: 'colon' };
  }
  if (!expected.startsWith('value')) return undefined;
  if (char === '{' || char === '[') {
    open.push(char);
    return one(char === '{' ? 'key-or-end' : 'value-or-end');
  }
  const end = char === '"' ? skipString(text, at) : skip(SCALAR, text, at);
  return end === undefined ? undefined : { end, next: closed() };
}

function skip(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** By hand, not by a pattern: an unclosed string can be as long as the file. */
function skipString(text: string, start: number): number | undefined {
  if (text.charAt(start) !== '"') return undefined;
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) return undefined;
    if (code !== 0x5c) continue;
    at++;
    if (text.charAt(at) !== 'u') {
      if (!'"\\/bfnrt'.includes(text.charAt(at) || '?')) return undefined;
    } else if (!/^[0-9a-fA-F]{4}$/.test(text.slice(at + 1, at + 5))) return undefined;
  }
  return undefined;
}
