import type { CloudDocument } from './account.ts';

/** How documents look while the vendor still works on them. What the account holds is the final form. */
const blockMs = 300_000;
const blocksPerDay = 288;

export function earlyReadiness(document: CloudDocument): CloudDocument {
  return { ...document, ...earlySnapshot(document, document) };
}

/** Of a sleep document only the snapshot inside it is rewritten. */
export function earlyNight(document: CloudDocument): CloudDocument {
  const { readiness } = document;
  if (typeof readiness !== 'object' || readiness === null) return document;
  return { ...document, readiness: { ...readiness, ...earlySnapshot(document, readiness as CloudDocument) } };
}

/** Without `sleep_regularity`, and one to three points off, which of them by the day. */
function earlySnapshot({ day }: CloudDocument, { score, contributors }: CloudDocument): CloudDocument {
  return {
    score: typeof score === 'number' ? Math.max(1, score - shiftOf(day)) : score,
    contributors: { ...(contributors as CloudDocument | undefined), sleep_regularity: null },
  };
}

/** A day still going on ends where the clock stands; one that is over has its energy a little lower at first. */
export function earlyActivity(document: CloudDocument, now: number): CloudDocument {
  const { class_5_min: classes, timestamp } = document;
  const blocks = Math.floor((now - Date.parse(String(timestamp))) / blockMs);
  if (typeof classes === 'string' && blocks < blocksPerDay)
    return partOf(document, classes, Math.max(0, blocks));
  const less = 4 * shiftOf(document.day);
  return {
    ...document,
    ...lowered(document, 'active_calories', less),
    ...lowered(document, 'total_calories', less),
    ...lowered(document, 'score', 1),
  };
}

const secondsByClass = {
  non_wear_time: '0',
  resting_time: '1',
  sedentary_time: '2',
  low_activity_time: '3',
  medium_activity_time: '4',
  high_activity_time: '5',
} as const;
const sums = ['steps', 'active_calories', 'total_calories', 'equivalent_walking_distance'] as const;

function partOf(document: CloudDocument, classes: string, blocks: number): CloudDocument {
  const soFar = classes.slice(0, blocks);
  const seconds = Object.entries(secondsByClass).map(([field, code]) => [
    field,
    (soFar.split(code).length - 1) * (blockMs / 1000),
  ]);
  const shares = sums.map((field) => [
    field,
    Math.round((Number(document[field] ?? 0) * blocks) / blocksPerDay),
  ]);
  return { ...document, class_5_min: soFar, ...Object.fromEntries([...seconds, ...shares]) };
}

function lowered(document: CloudDocument, field: string, by: number): CloudDocument {
  const value = document[field];
  return typeof value === 'number' ? { [field]: Math.max(0, value - by) } : {};
}

/** One to three, the same for a day in every run. */
function shiftOf(day: unknown): number {
  return (String(day).charCodeAt(9) % 3) + 1;
}
