import type { Reporter } from '../../domain/check-in.ts';
import type { Coverage } from '../../domain/finding.ts';
import type { Page, PageAppointment } from '../../domain/page.ts';
import { type Day, daysBetween, spellDay } from '../../shared/day.ts';
import { capital, counted, plainText, sentence } from './plain-text.ts';
import { usageLine } from './usage.ts';
import { dayInTable, dayRange, longDay, shortDay, weekdayDate } from './values.ts';
import { alert, type Block, note, plain } from './view.ts';

export const ORIGIN = 'Patient-generated data from a consumer ring; not diagnostic.';

export function titleOf(page: Page): string {
  return page.appointment === undefined ? 'Talking points' : `For ${appointmentLine(page.appointment)}`;
}

/** "Dr Amara Reyes · cardiology · Friday 20 March 2026, 10:30" */
export function appointmentLine(appointment: Omit<PageAppointment, 'daysAway'>): string {
  const time = appointment.time === undefined ? '' : `, ${appointment.time}`;
  return [
    plainText(appointment.clinician),
    ...(appointment.specialty === undefined ? [] : [plainText(appointment.specialty)]),
    `${weekdayDate(appointment.day)}${time}`,
  ].join(' · ');
}

export function preambleOf(page: Page): string[] {
  const { from, to } = page.window;
  const start = from.slice(0, 4) === to.slice(0, 4) ? spellDay(from) : longDay(from);
  const prepared = page.record?.preparedBy;
  return [
    `About ${nameOf(page)}, ${start} to ${longDay(to)}, ${plainText(page.timezone)}`,
    ...(prepared === undefined ? [] : [`Prepared with rounds by ${sentence(prepared)}`]),
    ORIGIN,
  ];
}

/** As the person chose to be named; on pages of before, the name they go by here. */
export function nameOf({ record, person }: Pick<Page, 'record' | 'person'>): string {
  return plainText(record?.name ?? person);
}

export function coverageBlocks(page: Page, heldBack: number, reasons: number): Block[] {
  const { coverage } = page;
  const nights = `Nights used: ${coverage.nightsUsed} of ${coverage.nightsExpected} expected.`;
  const blocks = [
    plain(`${nights}${missingText(coverage, reasons)} ${checkInsText(page)}${changesText(page)}`),
  ];
  return coverage.sufficient ? blocks : [notEnough(coverage, heldBack), ...blocks];
}

const reporterWords: Record<Reporter, string> = { self: 'own', caregiver: 'caregiver' };

/** "Check-ins: 81 (own 78, caregiver 12)." */
function checkInsText({ coverage, record }: Page): string {
  const days = (record?.checkInDays ?? []).filter((one) => one.days > 0);
  const [only, second] = days;
  const by =
    only !== undefined && second === undefined
      ? reporterWords[only.reporter]
      : days.map((one) => `${reporterWords[one.reporter]} ${one.days}`).join(', ');
  return `Check-ins: ${coverage.checkInsUsed}${by === '' ? '' : ` (${by})`}.`;
}

function changesText({ record }: Page): string {
  const changes = (record?.changes ?? []).map(({ day, label }) => `${shortDay(day)} ${plainText(label)}`);
  return changes.length === 0 ? '' : ` Ring or time zone: ${changes.join('; ')}.`;
}

function notEnough(coverage: Coverage, heldBack: number): Block {
  const have = `Not enough data yet: ${coverage.nightsUsed} of ${counted(coverage.nightsExpected, 'expected night')} can be used.`;
  const held =
    heldBack === 0
      ? ''
      : ` ${capital(counted(heldBack, 'point'))} ${heldBack === 1 ? 'is' : 'are'} held back.`;
  return alert(
    `${have} That is too little to know what is usual, so no changes, patterns or charts are shown.${held}`,
  );
}

/** "Missing: 3 ring not worn, 1 battery empty." The days stand on page two. */
function missingText({ missing }: Coverage, reasons: number): string {
  const nights = new Map<string, number>();
  for (const { from, to, reason } of missing) {
    const said = plainText(reason);
    nights.set(said, (nights.get(said) ?? 0) + daysBetween(from as Day, to as Day) + 1);
  }
  const ordered = [...nights].sort(([, left], [, right]) => right - left);
  const shown = ordered.slice(0, reasons).map(([reason, count]) => `${count} ${reason}`);
  const rest = ordered.slice(reasons).reduce((sum, [, count]) => sum + count, 0);
  const parts = [...shown, ...(rest === 0 ? [] : [shown.length === 0 ? String(rest) : `${rest} more`])];
  return parts.length === 0 ? '' : ` Missing: ${parts.join(', ')}.`;
}

/** "21 Jun, 25–27 Jun: ring not worn." One line for each reason. */
export function missingNights({ missing }: Coverage): string[] {
  const byReason = new Map<string, string[]>();
  for (const { from, to, reason } of missing) {
    const days = byReason.get(reason) ?? [];
    days.push(dayRange(from, to));
    byReason.set(reason, days);
  }
  return [...byReason].map(([reason, days]) => sentence(`${days.join(', ')}: ${reason}`));
}

const wordings: Record<Page['wording'], string> = {
  'rule-based': 'The wording is rule-based.',
  model: 'A language model worded this page from computed findings; it computed no number.',
  mixed: 'A language model worded part of this page from computed findings; it computed no number.',
};
const NOBODY_ASKED = 'The wording is rule-based; no model was asked.';
const CAUTION = 'Differences and patterns are associations in one person, not proof of cause.';

export function footerOf(page: Page): string[] {
  const { wording, usage, untold } = page;
  const isAskedOfNobody = wording === 'rule-based' && usage === undefined;
  return [
    ...(untold === undefined
      ? []
      : [`How was the visit of ${spellDay(untold.day)}? rounds visit --person ${plainText(page.person)}`]),
    isAskedOfNobody ? `${NOBODY_ASKED} ${CAUTION}` : cautionOf(wording),
    ...(usage === undefined ? [] : [usageLine(usage, wording)]),
    `rounds ${plainText(page.version)} · as of ${longDay(page.asOf)} · data ${plainText(page.dataHash)}`,
  ];
}

export function cautionOf(wording: Page['wording']): string {
  return `${wordings[wording]} ${CAUTION}`;
}

export function stampOf(page: Page): string {
  const data = `data ${plainText(page.dataHash).slice(0, 12)}`;
  // Which engine stands at the end; the words of this line are paid for on page one.
  const version = plainText(page.version).replace(/ \(.*\)$/, '');
  return `${nameOf(page)}, ${dayInTable(page.asOf)}, ${data}, rounds ${version}`;
}

export function silentBlocks(page: Page): Block[] {
  return page.silent.map(({ agent, reason }) => note(`${capital(agent)}: ${plainText(reason)}`));
}
