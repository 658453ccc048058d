import { type Day, daysBetween } from '../../shared/day.ts';
import type { Knowledge } from '../knowledge.ts';
import { medicineReader, type Taken } from './drug-classes.ts';
import { isReal } from './is-real.ts';
import type { Language } from './language.ts';
import { type Measured, measuredOnPurpose } from './measured.ts';
import { measuredInText } from './measured-in-text.ts';
import { passageOf } from './passage.ts';
import type { ScreenedReading, ScreenedText, ScreenInput } from './raised-flag.ts';
import { type ReadText, readText } from './read-text.ts';

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
  const takenBy = medicineReader(medications, knowledge);
  const [textsOf, readingsOf] = [byDay(texts), byDay(readings)];
  const nights = readings.filter(({ kind, metric }) => kind === 'ring' && metric === 'spo2');
  const days = [...new Set([...textsOf.keys(), ...readingsOf.keys()])].sort();
  return days.flatMap((day): DayEvidence[] => {
    const ofDay = inOneOrder(textsOf.get(day) ?? []).map(({ text }) =>
      readText(text, language, day.slice(0, 4)),
    );
    const symptoms = realSymptoms(ofDay);
    const measured = [...measuredOnPurpose(readingsOf.get(day) ?? []), ...ofDay.flatMap(measuredInText)];
    const nightOxygen = nights.filter((reading) => isLately(reading.day, day));
    // No rule asks for less, and most days have none of it.
    if (symptoms.size === 0 && measured.length === 0 && nightOxygen.length === 0) return [];
    const spelled = ofDay.map(({ tokens }) => tokens.map(({ word }) => word).join(' '));
    return [{ day, symptoms, measured, taken: takenBy(spelled), nightOxygen }];
  });
}

function realSymptoms(texts: readonly ReadText[]): Map<string, string> {
  const symptoms = new Map<string, string>();
  for (const { text, tokens, mentions } of texts) {
    const passage = passageOf(tokens, mentions);
    // The same words are often found for several symptoms, and in several ways.
    const known = new Map<string, boolean>();
    for (const { symptom, first, last } of mentions) {
      if (symptoms.has(symptom)) continue;
      const real = known.get(`${first} ${last}`) ?? isReal(passage, { first, last });
      known.set(`${first} ${last}`, real);
      if (!real) continue;
      symptoms.set(symptom, text.slice(tokens[first]?.start, tokens[last]?.end));
    }
  }
  return symptoms;
}

function byDay<Dated extends { readonly day: Day }>(all: readonly Dated[]): Map<Day, Dated[]> {
  const groups = new Map<Day, Dated[]>();
  for (const each of all) {
    const group = groups.get(each.day);
    if (group === undefined) groups.set(each.day, [each]);
    else group.push(each);
  }
  return groups;
}

/** What is shown of a flag must not hang on the order in which texts happen to be handed in. */
function inOneOrder(texts: readonly ScreenedText[]): ScreenedText[] {
  return texts.toSorted((left, right) => (left.text === right.text ? 0 : left.text < right.text ? -1 : 1));
}
