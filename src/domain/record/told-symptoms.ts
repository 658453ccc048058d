import type { CheckIn } from '../check-in.ts';
import type { ToldSymptom } from '../page-record.ts';

const MOST = 8;
const LONGEST = 80;
const NOTHING = /^(?:|-+|no|none|nil|nothing|n\/?a|no symptoms|no symptom|nope|fine|ok|okay|all good|good)$/;

/** What was written under "symptoms", in the words of the first who wrote it so, most days first. Nothing is read into them. */
export function toldSymptoms(checkIns: readonly CheckIn[]): ToldSymptom[] {
  const groups = new Map<string, { text: string; entries: Set<CheckIn> }>();
  for (const checkIn of [...checkIns].sort((left, right) => left.day.localeCompare(right.day))) {
    for (const text of partsOf(checkIn.symptoms)) {
      const key = normalised(text);
      if (NOTHING.test(key)) continue;
      const group = groups.get(key) ?? { text: shortened(text), entries: new Set() };
      group.entries.add(checkIn);
      groups.set(key, group);
    }
  }
  return [...groups.values()]
    .map(({ text, entries }) => toTold(text, [...entries]))
    .sort((left, right) => right.days - left.days || right.last.localeCompare(left.last))
    .slice(0, MOST);
}

function toTold(text: string, entries: readonly CheckIn[]): ToldSymptom {
  const days = [...new Set(entries.map(({ day }) => day))].sort();
  return {
    text,
    days: days.length,
    first: days[0] as ToldSymptom['first'],
    last: days.at(-1) as ToldSymptom['last'],
    reporters: (['self', 'caregiver'] as const).filter((one) =>
      entries.some(({ reporter }) => reporter === one),
    ),
  };
}

/** A list is told by commas, semicolons and lines; what stands in quotation marks is one thing. */
function partsOf(symptoms: string): string[] {
  const parts = symptoms.match(/(?:"[^"\n]*"|\u201c[^\u201d\n]*\u201d|[^,;\n])+/g) ?? [];
  return parts.map((part) => part.replaceAll(/\s+/g, ' ').trim());
}

function normalised(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFC')
    .replace(/[\s.!?…]+$/u, '')
    .trim();
}

function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).trimEnd()}…`;
}
