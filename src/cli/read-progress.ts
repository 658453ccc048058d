import type { CliTools } from './app-handle.ts';

/** Below this a file is read before anybody wonders. */
const WORTH_TELLING_BYTES = 20_000_000;
const MEGABYTE = 1_000_000;

/** One line that is written over: how much of a large file has been read. Silent where nobody watches. */
export function createReadProgress(tools: Pick<CliTools, 'note' | 'isTerminal'>, name: string) {
  let shown = -1;
  return {
    update(bytes: number, size: number): void {
      const percent = size === 0 ? 100 : Math.floor((bytes / size) * 100);
      if (!tools.isTerminal || size < WORTH_TELLING_BYTES || percent === shown) return;
      shown = percent;
      tools.note(
        `\r${name}: ${percent} % of ${Math.round(size / MEGABYTE)} MB read${percent === 100 ? ', finishing …' : ''}`,
      );
    },
    end(): void {
      if (shown >= 0) tools.note('\r\u001B[K');
    },
  };
}
