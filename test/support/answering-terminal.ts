import { PassThrough, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import type { Terminal } from '../../src/cli/app-handle.ts';

/** Somebody at a terminal who types the next keys when the next question appears. */
export function answeringTerminal(
  answers: readonly (readonly [question: string, keys: string])[],
): Terminal & { shown(): string } {
  const input = new PassThrough();
  const left = [...answers];
  let text = '';
  let seenUpTo = 0;
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      const [next] = left;
      const at = next === undefined ? -1 : text.indexOf(next[0], seenUpTo);
      if (next !== undefined && at !== -1) {
        seenUpTo = at + next[0].length;
        left.shift();
        // Nobody types while the question is still being written.
        setImmediate(() => input.write(next[1]));
      }
      done();
    },
  });
  return { input, output, shown: () => stripVTControlCharacters(text) };
}
