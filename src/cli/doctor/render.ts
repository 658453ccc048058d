import type { Check, CheckState } from './check.ts';

const STATE_WIDTH = 'problem'.length;

/** A line a check, under its group, and below it what to do. */
export function renderCheckup(checks: readonly Check[], columns: number): string {
  const nameWidth = Math.max(...checks.map(({ name }) => name.length));
  const indent = 2 + STATE_WIDTH + 2 + nameWidth + 2;
  const lines: string[] = [];
  for (const [index, { group, name, state, found, todo }] of checks.entries()) {
    if (group !== checks[index - 1]?.group) lines.push(...(index > 0 ? [''] : []), group);
    const head = `  ${state.padEnd(STATE_WIDTH)}  ${name.padEnd(nameWidth)}  `;
    const text = [found, ...(todo === undefined ? [] : [`→ ${todo}`])].flatMap((part) =>
      wrap(part, columns - indent),
    );
    lines.push(...text.map((line, row) => (row === 0 ? head : ' '.repeat(indent)) + line));
  }
  return `${[...lines, '', conclusion(checks)].join('\n')}\n`;
}

function conclusion(checks: readonly Check[]): string {
  const [problems, warnings] = [count(checks, 'problem'), count(checks, 'warning')];
  if (problems + warnings === 0) return 'All is well.';
  return `${plural(problems, 'problem')}, ${plural(warnings, 'warning')}.`;
}

export function count(checks: readonly Check[], state: CheckState): number {
  return checks.filter((check) => check.state === state).length;
}

function plural(number: number, word: string): string {
  return `${number === 0 ? 'No' : number} ${word}${number === 1 ? '' : 's'}`;
}

/** A word longer than the line, such as a path, stays whole: it is there to be copied. */
function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
