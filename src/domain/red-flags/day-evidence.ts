import { type Day, daysBetween } from '../../shared/day.ts';
import type { Knowledge } from '../knowledge.ts';
import { type Taken, takenMedicines } from './drug-classes.ts';
import { isReal } from './is-real.ts';
import type { Language } from './language.ts';
import { type Measured, measuredOnPurpose } from './measured.ts';
import { measuredInText } from './measured-in-text.ts';
import { passageOf } from './passage.ts';
import type { ScreenedReading, ScreenedText, ScreenInput } from './raised-flag.ts';
import { readText } from './read-text.ts';

/** What one day gives the rules to go by, from all its texts and readings together. */
export interface DayEvidence {
  readonly day: Day;
  /** The symptoms that are there, with the words they were written in. */
  readonly symptoms: ReadonlyMap<string, string>;
  readonly measured: readonly Measured[];
  readonly taken: Taken;
  /** The ring's averages of the last nights until then. */
  readonly nightOxygen: readonly ScreenedReading[];
}

/** Whatever stretch of time is handed in, a day is told the same of. */
const NIGHTS_BACK = 14;

function isLately(night: Day, day: Day): boolean {
  return night <= day && daysBetween(night, day) < NIGHTS_BACK;
}

export function evidenceByDay(
  { texts, readings, medications }: ScreenInput,
  language: Language,
  knowledge: Pick<Knowledge, 'medications'>,
): DayEvidence[] {
  const days = [...new Set([...texts, ...readings].map(({ day }) => day))].sort();
  return days.map((day) => {
    const ofDay = inOneOrder(texts.filter((text) => text.day === day)).map(({ text }) =>
      readText(text, language),
    );
    const own = readings.filter((reading) => reading.day === day);
    const symptoms = new Map<string, string>();
    for (const { text, tokens, mentions } of ofDay) {
      const passage = passageOf(tokens, mentions);
      for (const { symptom, first, last } of mentions) {
        if (symptoms.has(symptom) || !isReal(passage, { first, last })) continue;
        symptoms.set(symptom, text.slice(tokens[first]?.start, tokens[last]?.end));
      }
    }
    const spelled = ofDay.map(({ tokens }) => tokens.map(({ word }) => word).join(' '));
    return {
      day,
      symptoms,
      measured: [...measuredOnPurpose(own), ...ofDay.flatMap(measuredInText)],
      taken: takenMedicines(medications, spelled, knowledge),
      nightOxygen: readings.filter(
        (reading) => reading.kind === 'ring' && reading.metric === 'spo2' && isLately(reading.day, day),
      ),
    };
  });
}

/** What is shown of a flag must not hang on the order in which texts happen to be handed in. */
function inOneOrder(texts: readonly ScreenedText[]): ScreenedText[] {
  return texts.toSorted((left, right) => (left.text === right.text ? 0 : left.text < right.text ? -1 : 1));
}
