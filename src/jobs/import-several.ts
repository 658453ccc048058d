import type { Refusal } from '../domain/raw-document.ts';
import { InputError } from '../shared/errors.ts';
import { baseName } from '../sources/files/text.ts';
import type { ImportedOutcome } from './import-documents.ts';

/** A damaged entry is told, the ones beside it are read. */
export async function attempt(
  entry: { readonly name: string },
  work: () => Promise<ImportedOutcome>,
): Promise<ImportedOutcome> {
  try {
    const outcome = await work();
    return { ...outcome, summary: `${baseName(entry.name)}: ${outcome.summary}` };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return refused(baseName(entry.name), error.publicMessage);
  }
}

/** A file of which nothing is taken. */
export function refused(file: string, reason: string): ImportedOutcome {
  const refusals = [{ file, record: '', field: '', reason }];
  return { summary: `${file}: not taken`, refusals, alarms: [] };
}

/** What became of several files, as one. */
export function summed(outcomes: readonly ImportedOutcome[], leftAlone: number): ImportedOutcome {
  const rest = leftAlone > 0 ? [`${leftAlone} other files left alone`] : [];
  const refusals: Refusal[] = outcomes.flatMap((outcome) => outcome.refusals);
  return {
    summary: [...outcomes.map(({ summary }) => summary), ...rest].join('\n  '),
    refusals,
    alarms: outcomes.flatMap(({ alarms }) => alarms),
  };
}
