import type { Page, PagePoint } from '../../domain/page.ts';
import { mostUrgent, type Urgency } from '../../domain/red-flags/standing.ts';
import { claimedFindings, isOfLevel, speakablePoints } from '../../domain/topic.ts';
import { counted, plainText, sentence } from '../view/plain-text.ts';
import { inReadingOrder } from '../view/points.ts';
import type { RaisedSince } from '../view/urgent.ts';
import { longDay, weekdayDate } from '../view/values.ts';
import { agreedSection, goalsSection, todaySection } from './own-matters.ts';
import {
  type PatientBlock,
  type PatientPoint,
  type PatientSection,
  type PatientView,
  part,
  words,
} from './patient-view.ts';
import { pictureOf } from './picture-of.ts';

/** The formats of a page are made one after the other, and drawing is most of the work of each. */
const known = new WeakMap<Page, PatientView>();

/** The same claims as the doctor's page, those beyond its first sheet too, and nothing else. */
export function patientViewOf(page: Page, raised?: RaisedSince): PatientView {
  const view = known.get(page) ?? makeView(page);
  known.set(page, view);
  // A page is kept as it is; what was raised since goes before all that it says.
  return { ...view, sections: [...raisedSection(raised), ...view.sections] };
}

function makeView(page: Page): PatientView {
  const points = inReadingOrder(speakablePoints(page));
  return {
    title: page.appointment === undefined ? 'Your page' : 'Your page for the visit',
    opening: openingOf(page),
    sections: [
      ...urgentSection(page, points),
      ...questionsSection(page),
      ...notEnoughSection(page),
      ...agreedSection(page),
      ...pointSections(page, points),
      ...todaySection(page),
      ...goalsSection(page),
      ...takeAlongSection(page),
      ...whatThisIsNot(page),
    ],
    footer: `rounds ${plainText(page.version)} · ${longDay(page.asOf)} · data ${plainText(page.dataHash)}`,
  };
}

function openingOf({ person, record, appointment, coverage, asOf }: Page): string[] {
  const visit =
    appointment === undefined
      ? []
      : [
          `Your visit: ${plainText(appointment.clinician)}, ${weekdayDate(appointment.day)}${appointment.time === undefined ? '' : `, ${appointment.time}`}.`,
        ];
  return [
    `This page is for ${plainText(record?.name ?? person)}. It was made on ${longDay(asOf)}.`,
    ...visit,
    `We could use ${coverage.nightsUsed} of the last ${counted(coverage.nightsExpected, 'night')}. Your words from the morning came ${counted(coverage.checkInsUsed, 'time')}.`,
  ];
}

/** What to do comes first: short, and with the number. */
function adviceFor(urgency: Urgency, number = 'the emergency number'): string {
  switch (urgency) {
    case 'emergency':
      return `Does this go on, or does it come back? Then call ${number} at once.`;
    case 'same-day':
      return `Talk to a doctor or a nurse today. Call ${number} if it gets worse.`;
    case 'mention':
      return `Tell your doctor of this. Call ${number} if you need help at once.`;
  }
}

function raisedSection(raised: RaisedSince | undefined): PatientSection[] {
  const blocks = (raised?.flags ?? []).flatMap(({ urgency, message, day, seen }) => [
    words(adviceFor(urgency, raised?.emergencyNumber), true),
    words(`${sentence(message)} Seen on ${longDay(day)}: ${sentence(seen)}`),
  ]);
  return part('raised-since', 'Do this first: it is new', blocks).map(alerting);
}

function urgentSection(page: Page, points: readonly PagePoint[]): PatientSection[] {
  const urgent = points.filter(({ section }) => section === 'urgent');
  if (urgent.length === 0) return [];
  const urgencies = urgent
    .flatMap((point) => claimedFindings(page, point))
    .flatMap((finding) => (finding.kind === 'red-flag' ? [finding.urgency] : []));
  const advice = adviceFor(mostUrgent(urgencies) ?? 'mention', page.emergencyNumber);
  return part('urgent', 'Do this first', [
    words(advice, true),
    ...urgent.map((point) => pointOf(page, point)),
  ]).map(alerting);
}

function alerting(section: PatientSection): PatientSection {
  return { ...section, isAlert: true };
}

function questionsSection({ questions }: Page): PatientSection[] {
  const items = questions.map(plainText).filter((text) => text !== '');
  return part('questions', 'What you want to ask', items.length === 0 ? [] : [{ kind: 'list', items }]);
}

function notEnoughSection({ coverage }: Page): PatientSection[] {
  if (coverage.sufficient) return [];
  return part('not-enough', 'We need some more nights', [
    words(
      'There is not enough data yet to say what is usual for you. So this page shows no change and no chart.',
    ),
    words(
      'That is fine. Wear the ring when you sleep, and keep it charged. The next page can then tell you more.',
    ),
  ]);
}

const headings = {
  'what-changed': 'What has changed',
  patterns: 'What goes with what',
  new: 'New, and not sure yet',
} as const;

const leads: Partial<Record<keyof typeof headings, string>> = {
  patterns: 'These things came one after the other time and again. That does not tell us why.',
  new: 'We have not seen this for long. It may not last.',
};

const READING =
  'In each chart, the grey band is what is usual for you. Most of your days lie in it. The big dot is the last night or day we have. The number by it tells how high it is.';

const ONLY_HINTS =
  'We saw some small things that may be new. We are not sure of them, so they are not told here.';

function pointSections(page: Page, points: readonly PagePoint[]): PatientSection[] {
  const calm = points.filter(({ section }) => section !== 'urgent');
  if (calm.length === 0) {
    const isQuiet = page.coverage.sufficient && page.findings.every(({ grade }) => grade === 'watch');
    const isHinted = page.findings.some(isOfLevel);
    return part(
      'nothing',
      'What has changed',
      isQuiet ? [words(isHinted ? ONLY_HINTS : 'All we saw is as it is most of the time for you.')] : [],
    );
  }
  const told = (Object.keys(headings) as (keyof typeof headings)[]).flatMap((name) => {
    const own = calm.filter(({ section }) => section === name).map((point) => pointOf(page, point));
    const lead = leads[name];
    return part(name, headings[name], own.length === 0 || lead === undefined ? own : [words(lead), ...own]);
  });
  const isDrawn = told.some(({ blocks }) => blocks.some(hasStrip));
  return isDrawn ? [...part('reading', 'How to read the charts', [words(READING)]), ...told] : told;
}

function hasStrip(block: PatientBlock): boolean {
  return block.kind === 'point' && block.picture?.kind === 'strip';
}

function pointOf(page: Page, point: PagePoint): PatientPoint {
  return {
    kind: 'point',
    // Points of before have no plain words.
    text: plainText(point.plain ?? point.text),
    claims: point.claims,
    picture: pictureOf(page, point),
  };
}

function takeAlongSection({ record, appointment }: Page): PatientSection[] {
  if (appointment === undefined) return [];
  const items = [
    'This page.',
    ...((record?.medicines ?? []).length === 0
      ? ['A list of all you take.']
      : ['The packs of all you take.']),
    'What you want to ask, from the top of this page.',
    'Your glasses, and some one to come with you if you like.',
  ];
  return part('take-along', 'What to take along', [{ kind: 'list', items }]);
}

function whatThisIsNot({ emergencyNumber }: Page): PatientSection[] {
  const blocks: PatientBlock[] = [
    words('The ring can be wrong. This page does not say what you have or why.'),
    words('Do not start, stop or change what you take because of this page. Ask your doctor first.'),
    words(
      `Do you feel very ill? Then call ${emergencyNumber ?? 'the emergency number'}. Do not wait for the visit.`,
    ),
  ];
  return part('not', 'What this page is not', blocks);
}
