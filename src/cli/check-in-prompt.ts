import { intro, isCancel, text } from '@clack/prompts';
import { type Answers, checkInSchema, scoreNames, textNames } from '../domain/check-in.ts';
import type { Terminal } from './app-handle.ts';
import { onOneLine, readScore } from './check-in-answers.ts';

const questions = {
  mood: 'Mood, from 0 (very low) to 10 (very good)',
  energy: 'Energy, from 0 (none) to 10 (plenty)',
  fatigue: 'Fatigue, from 0 (none) to 10 (the worst)',
  pain: 'Pain, from 0 (none) to 10 (the worst)',
  symptoms: 'New symptoms',
  notes: 'Anything else to note',
} as const;

/** Six questions, each skipped by Enter; what was told before stands there to be changed. Undefined: broken off. */
export async function askForAnswers(
  terminal: Terminal,
  title: string,
  before: Answers,
): Promise<Record<string, unknown> | undefined> {
  intro(`${title} · Enter goes on, Ctrl-C keeps nothing`, terminal);
  const answers: Record<string, unknown> = {};
  for (const name of scoreNames) {
    const typed = await ask(terminal, questions[name], String(before[name] ?? ''), (value) =>
      checkInSchema.shape[name].safeParse(readScore(value)).success
        ? undefined
        : 'A number from 0 to 10, or nothing.',
    );
    if (typed === undefined) return undefined;
    answers[name] = readScore(typed);
  }
  for (const name of textNames) {
    const shown = onOneLine(before[name]);
    const typed = await ask(terminal, questions[name], shown, (value) =>
      checkInSchema.shape[name].safeParse(value).success ? undefined : 'This is too long to keep.',
    );
    if (typed === undefined) return undefined;
    // Its line breaks were taken out only to be shown.
    answers[name] = typed === shown ? before[name] : typed;
  }
  return answers;
}

/** Undefined when it was broken off: by Ctrl-C, by Escape, or by the end of the input. */
async function ask(
  { input, output }: Terminal,
  message: string,
  initialValue: string,
  complaint: (value: string) => string | undefined,
): Promise<string | undefined> {
  if (input.readableEnded) return undefined;
  const ended = new AbortController();
  const abort = () => ended.abort();
  // The library leaves the question open for ever when the input ends, as Ctrl-D makes it do.
  const onKey = (_text: unknown, key: { ctrl?: boolean; name?: string } | undefined) => {
    if (key?.ctrl === true && key.name === 'd') abort();
  };
  input.once('end', abort).on('keypress', onKey);
  try {
    const typed = await text({
      message,
      initialValue,
      validate: (value) => complaint(value ?? ''),
      signal: ended.signal,
      input,
      output,
    });
    return isCancel(typed) ? undefined : typed;
  } finally {
    input.off('end', abort).off('keypress', onKey);
  }
}
