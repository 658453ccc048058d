import { addDays, type Day } from '../../shared/day.ts';
import { createRandom } from './random.ts';
import type { SignalName, Signals } from './signals.ts';
import { plantedPhrases } from './story.ts';
import type { Wear } from './wear.ts';

const header = 'day,mood,energy,fatigue,pain,symptoms,notes';

const levels = {
  mood: { usual: 6.6, spread: 1.2, signal: 'mood' },
  energy: { usual: 5.8, spread: 1.4, signal: 'energy' },
  fatigue: { usual: 4.4, spread: 1.9, signal: 'fatigue' },
  pain: { usual: 3, spread: 1.2, signal: 'pain' },
} as const satisfies Record<string, { usual: number; spread: number; signal: SignalName }>;

const symptoms = [
  '',
  '',
  '',
  '',
  '',
  '',
  'stiff knee',
  'sore hands',
  'dry mouth',
  'stiff knee; sore hands',
] as const;
const smallTalk = [
  '',
  '',
  '',
  '',
  '',
  'slept all right',
  'up twice',
  'garden in the afternoon',
  'quiet day',
] as const;

/** The two-minute answers of each morning as a person would keep them in a spreadsheet. */
export function writeCheckIns(
  firstDay: Day,
  days: number,
  signals: Signals,
  wear: Wear,
  seed: number,
): string {
  const random = createRandom(seed, 'check-ins');
  const answered = Array.from({ length: days }, (_, index) => index).filter((index) => wear.checkIn(index));
  const notes = placeNotes(answered);
  const lines = answered.map((index) => {
    const score = (name: keyof typeof levels): string => {
      const { usual, spread, signal } = levels[name];
      // Pain is the question that is skipped now and then.
      if (name === 'pain' && random.chance(0.06)) return '';
      return String(Math.min(10, Math.max(0, Math.round(usual + spread * signals.value(signal, index)))));
    };
    const fields = [
      addDays(firstDay, index),
      score('mood'),
      score('energy'),
      score('fatigue'),
      score('pain'),
    ];
    const symptom = random.pick(symptoms);
    const talk = random.pick(smallTalk);
    return [...fields, quote(symptom), quote(notes.get(index) ?? talk)].join(',');
  });
  return `${[header, ...lines].join('\n')}\n`;
}

/** Spreads the told phrases over the answered mornings, so that every one is there whatever was missed. */
function placeNotes(answered: readonly number[]): Map<number, string> {
  const [heron, marmalade, rosalind, choir, sand, cough] = plantedPhrases;
  const told = [
    `Lovely walk, ${heron}.`,
    `Hands stiff: the ${marmalade}.`,
    `${rosalind}, she asked about the "good" ring, I said it is fine.`,
    `${choir}, in bed after eleven.`,
    `Second day in a row ${sand}.`,
    `Only ${cough}, nothing more.`,
  ];
  return new Map(
    told.map((note, place) => {
      const position = Math.floor(((place + 0.5) / told.length) * answered.length);
      return [answered[position] ?? place, note];
    }),
  );
}

function quote(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
