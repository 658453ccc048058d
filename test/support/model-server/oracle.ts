import type { Finding } from '../../../src/domain/finding.ts';
import type { Page, PagePoint } from '../../../src/domain/page.ts';
import { renderMarkdown } from '../../../src/reports/markdown.ts';

/**
 * What a page may say, told by means that know nothing of the checks under test: the digits and days in the findings
 * that a point claims, and a list of names. Blunt, and therefore hard to fool.
 */
const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const MONTH = `(?:${months.join('|')})`;
const DATE = new RegExp(`(\\d{1,2}) (${MONTH})(?: (\\d{4}))?|(\\d{4})-(\\d{2})-(\\d{2})`, 'g');
const NUMBER = /\p{Nd}+(?:[.,:]\p{Nd}+)*/gu;

/** Some that nobody of the demo has or takes, and those that somebody may. */
const NAMES =
  /\b(?:zolpidem|metoprolol|lisinopril|melatonin|ibuprofen|aspirin|narcolepsy|apn(?:o)?ea|insomnia|arrhythmia|depression|diabetes|hypertension|high blood pressure|fibrillation|cancer|stroke)\b/gi;

/** What the points of a page say that their findings do not. */
export function unfounded(page: Page): string[] {
  const spoken: readonly (readonly [string, readonly Finding[]])[] = [
    ...page.points.map((point) => [`${point.text} ${point.question}`, claimedBy(point, page)] as const),
    ...page.leftOut.map(({ summary }) => [summary, page.findings] as const),
  ];
  return spoken.flatMap(([text, findings]) => {
    const days = daysIn(JSON.stringify([findings, page.timeline, page.appointment, page.asOf]));
    const numbers = numbersFrom([findings, page.timeline.map(({ label }) => label), page.appointment]);
    const names = namesIn(JSON.stringify([page.timeline, page.findings.map(({ limits }) => limits)]));
    return [
      ...[...daysIn(text)].filter((day) => !days.has(day)),
      ...[...text.replace(DATE, ' ').matchAll(NUMBER)]
        .map(([word]) => word)
        .filter((word) => !numbers.has(word)),
      ...[...namesIn(text)].filter((name) => !names.has(name)),
    ];
  });
}

/** A chain brings the links it is made of. */
function claimedBy({ claims }: PagePoint, { findings }: Page): Finding[] {
  const claimed = findings.filter(({ id }) => claims.includes(id));
  const links = claimed.flatMap((finding) => (finding.kind === 'chain' ? finding.links : []));
  return findings.filter(({ id }) => claims.includes(id) || links.includes(id));
}

/** "7 March", from either spelling. */
function daysIn(text: string): Set<string> {
  const days = [...text.matchAll(DATE)].map(([, day, month, , , isoMonth, isoDay]) =>
    month === undefined ? `${Number(isoDay)} ${months[Number(isoMonth) - 1]}` : `${Number(day)} ${month}`,
  );
  return new Set(days);
}

/** Every number there is, as it may be spelled: rounded, without its sign, a share in per cent, minutes as a time. */
function numbersFrom(value: unknown): Set<string> {
  if (typeof value === 'number') return new Set(spellings(value));
  if (typeof value === 'string') {
    const words = [...value.replace(DATE, ' ').matchAll(NUMBER)].map(([word]) => word);
    return new Set(words.flatMap((word) => (word.includes(':') ? [word] : spellings(Number(word)))));
  }
  const parts = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return new Set(parts.flatMap((part) => [...numbersFrom(part)]));
}

function spellings(value: number): string[] {
  const size = Math.abs(value);
  const clock = ((Math.round(value) % 1440) + 1440) % 1440;
  const two = (part: number): string => String(part).padStart(2, '0');
  return [
    ...[0, 1, 2].flatMap((digits) => [size.toFixed(digits), (100 * size).toFixed(digits)]),
    Math.round(size).toLocaleString('en'),
    `${two(Math.floor(clock / 60))}:${two(clock % 60)}`,
    String(Math.floor(Math.round(size) / 60)),
    String(Math.round(size) % 60),
  ];
}

function namesIn(text: string): Set<string> {
  return new Set((text.match(NAMES) ?? []).map((name) => name.toLowerCase()));
}

/** The page as it is read, without its last lines: these tell what the wording took. */
export function wordsOf(page: Page): string {
  const text = renderMarkdown(page);
  return text.slice(0, text.lastIndexOf('\n---\n'));
}

export function claimsOf(page: Page): string[] {
  return page.points.flatMap(({ claims }) => claims).toSorted();
}
