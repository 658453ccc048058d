import { intro, text } from '@clack/prompts';
import { type Answers, checkInSchema, scoreNames, textNames } from '../domain/check-in.ts';
import type { Terminal } from './app-handle.ts';
import { ask } from './ask.ts';
import { readScore } from './check-in-answers.ts';
import { onOneLine } from './one-line.ts';

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
    const typed = await askInWords(terminal, questions[name], String(before[name] ?? ''), (value) =>
      checkInSchema.shape[name].safeParse(readScore(value)).success
        ? undefined
        : 'A number from 0 to 10, or nothing.',
    );
    if (typed === undefined) return undefined;
    answers[name] = readScore(typed);
  }
  for (const name of textNames) {
    const shown = onOneLine(before[name]);
    const typed = await askInWords(terminal, questions[name], shown, (value) =>
      checkInSchema.shape[name].safeParse(value).success ? undefined : 'This is too long to keep.',
    );
    if (typed === undefined) return undefined;
    // Its line breaks were taken out only to be shown.
    answers[name] = typed === shown ? before[name] : typed;
  }
  return answers;
}

function askInWords(
  terminal: Terminal,
  message: string,
  initialValue: string,
  complaint: (value: string) => string | undefined,
): Promise<string | undefined> {
  return ask(terminal, (at) =>
    text({ ...at, message, initialValue, validate: (value) => complaint(value ?? '') }),
  );
}
