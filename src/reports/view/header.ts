import type { Coverage } from '../../domain/finding.ts';
import type { Page, PageAppointment } from '../../domain/page.ts';
import { spellDay } from '../../shared/day.ts';
import { capital, counted, plainText } from './plain-text.ts';
import { dayRange, longDay, weekdayDate } from './values.ts';
import { alert, type Block, note, plain } from './view.ts';

const REASONS_SHOWN = 4;
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
  const window = `${longDay(page.window.from)} to ${longDay(page.window.to)}`;
  return [`About ${plainText(page.person)} · ${window} · ${plainText(page.timezone)}`, ORIGIN];
}

export function coverageBlocks(coverage: Coverage, heldBack: number): Block[] {
  const counts = `Nights used: ${coverage.nightsUsed} of ${coverage.nightsExpected} expected. Check-ins: ${coverage.checkInsUsed}.`;
  const blocks = [plain(`${counts}${missingText(coverage)}`)];
  return coverage.sufficient ? blocks : [notEnough(coverage, heldBack), ...blocks];
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

function missingText({ missing }: Coverage): string {
  if (missing.length === 0) return '';
  const shown = missing
    .slice(0, REASONS_SHOWN)
    .map((gap) => `${dayRange(gap.from, gap.to)} (${plainText(gap.reason)})`);
  const rest = missing.length - shown.length;
  const more = rest === 0 ? '' : `; ${counted(rest, 'more gap')}`;
  return ` Missing: ${shown.join('; ')}${more}.`;
}

const wordings: Record<Page['wording'], string> = {
  'rule-based': 'The wording is rule-based; no language model was used.',
  model: 'A language model worded this page from computed findings; it computed no number.',
  mixed: 'A language model worded part of this page from computed findings; it computed no number.',
};

export function footerOf(page: Page): string[] {
  const { untold } = page;
  return [
    ...(untold === undefined
      ? []
      : [`How was the visit of ${spellDay(untold.day)}? rounds visit --person ${plainText(page.person)}`]),
    cautionOf(page.wording),
    `rounds ${plainText(page.version)} · as of ${longDay(page.asOf)} · data ${plainText(page.dataHash)}`,
  ];
}

export function cautionOf(wording: Page['wording']): string {
  return `${wordings[wording]} Differences and patterns are associations in one person, not proof of cause.`;
}

export function stampOf(page: Page): string {
  return `${plainText(page.person)} · ${longDay(page.asOf)} · data ${plainText(page.dataHash).slice(0, 12)}`;
}

export function silentBlocks(page: Page): Block[] {
  return page.silent.map(({ agent, reason }) => note(`${capital(agent)}: ${plainText(reason)}`));
}
