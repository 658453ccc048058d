import { confirm, isCancel, text } from '@clack/prompts';
import type { Terminal } from './app-handle.ts';

interface AskedAt extends Terminal {
  readonly signal: AbortSignal;
}

/** Undefined when it was broken off: by Ctrl-C, by Escape, or by the end of the input. */
export async function ask<Answer>(
  { input, output }: Terminal,
  question: (at: AskedAt) => Promise<Answer>,
): Promise<Exclude<Answer, symbol> | undefined> {
  if (input.readableEnded) return undefined;
  const ended = new AbortController();
  const abort = () => ended.abort();
  // The library leaves the question open for ever when the input ends, as Ctrl-D makes it do.
  const onKey = (_text: unknown, key: { ctrl?: boolean; name?: string } | undefined) => {
    if (key?.ctrl === true && key.name === 'd') abort();
  };
  input.once('end', abort).on('keypress', onKey);
  try {
    const answer = await question({ input, output, signal: ended.signal });
    return isCancel(answer) ? undefined : (answer as Exclude<Answer, symbol>);
  } finally {
    input.off('end', abort).off('keypress', onKey);
  }
}

/** Enter alone means no. */
export async function askWhether(terminal: Terminal, message: string): Promise<boolean> {
  return (await ask(terminal, (at) => confirm({ ...at, message, initialValue: false }))) ?? false;
}

/** Undefined when it was broken off. */
export async function askForText(terminal: Terminal, message: string): Promise<string | undefined> {
  return (await ask(terminal, (at) => text({ ...at, message })))?.trim();
}
