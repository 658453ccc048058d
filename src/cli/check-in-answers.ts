import { type Answers, type answerNames, scoreNames, textNames } from '../domain/check-in.ts';

/** What was typed after each flag; a flag that was not given is undefined. */
export type AnswerFlags = Readonly<Partial<Record<(typeof answerNames)[number], string>>>;

/** Takes a score back on the command line, where nothing typed means nothing said. */
const NONE = 'none';

export const noAnswers: Answers = { symptoms: '', notes: '' };

/** Undefined: not answered. NaN: answered, but not by a number. */
export function readScore(typed: string): number | undefined {
  const text = typed.trim().replace(',', '.');
  if (text === '') return undefined;
  return /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
}

/** What the flags name is changed, all else stays as it was told before. */
export function withFlags(before: Answers, flags: AnswerFlags): Record<string, unknown> {
  const score = (name: (typeof scoreNames)[number]) => {
    const typed = flags[name];
    if (typed === undefined) return before[name];
    return typed === NONE ? undefined : (readScore(typed) ?? Number.NaN);
  };
  return Object.fromEntries([
    ...scoreNames.map((name) => [name, score(name)]),
    ...textNames.map((name) => [name, flags[name] ?? before[name]]),
  ]);
}
