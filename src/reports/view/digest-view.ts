import type { Digest, DigestLine, DigestPoint } from '../../domain/digest.ts';
import { inAnEmergency } from '../../domain/red-flags/advice.ts';
import { daysOf } from '../../domain/week.ts';
import { type Day, spellDay } from '../../shared/day.ts';
import { appointmentLine, cautionOf, ORIGIN } from './header.ts';
import { moverBlocks } from './movers.ts';
import { counted, plainText, sentence } from './plain-text.ts';
import { urgentBlocks } from './urgent.ts';
import { dayRange, longDay, weekdayDate, weekdayOnly } from './values.ts';
import { alert, type Block, note, type PointBlock, plain, type Section, section, type View } from './view.ts';

/** A week as it is read: what is new first, what went away last, every sentence with the day it comes from. */
export function digestView(digest: Digest): View {
  const { week } = digest;
  return {
    title: `The week to ${weekdayDate(week.to)}`,
    preamble: [
      `About ${plainText(digest.name ?? digest.person)} · ${dayRange(week.from, week.to)} · ${plainText(digest.timezone)}`,
      ORIGIN,
    ],
    summary: [
      ...urgentSection(digest),
      ...section('coverage', 'In short', shortBlocks(digest)),
      ...movedSection(digest),
      ...goalSection(digest),
      ...pointSections(digest),
      ...lineSections(digest),
      ...appointmentSection(digest),
    ],
    detail: [],
    footer: footerOf(digest),
    stamp: `${plainText(digest.name ?? digest.person)} · week to ${longDay(week.to)}`,
  };
}

function shortBlocks(digest: Digest): Block[] {
  const days = daysOf(digest.week);
  const { nights, checkIns } = digest.seen;
  const missing = days.filter((day) => !nights.includes(day));
  const without =
    missing.length === 0 || nights.length === 0 ? '' : ` (without ${listed(missing.map(weekdayOnly))})`;
  const counts = plain(
    `Nights: ${nights.length} of ${days.length}${without}. Check-ins: ${checkIns.length} of ${days.length}.`,
  );
  if (digest.isSufficient) return [plain(changesInShort(digest)), counts];
  const tooLittle =
    'Not enough data at the end of this week to say what is still there and what is not. Only what is urgent is shown.';
  return [alert(tooLittle), counts];
}

function changesInShort(digest: Digest): string {
  const { fresh, standing, joined, untold, gone, passed, comparedWith } = digest;
  const number = (count: number, words: string) => (count === 0 ? [] : [`${count} ${words}`]);
  const parts = [
    ...number(fresh.length + joined.length, comparedWith === undefined ? 'on the page' : 'new'),
    ...number(standing.length + untold.length, 'still there'),
    ...number(passed.length, 'came and went'),
    ...number(gone.length, 'no longer found'),
  ];
  if (parts.length > 0) return `${listed(parts)}.`;
  return digest.moved === undefined || digest.moved.movers.length === 0 ? NOTHING : ONLY_MOVED;
}

const NOTHING = 'Nothing stood out this week against this person\u2019s own usual range.';
const ONLY_MOVED = 'Nothing on the pages; what moved in the week stands below.';

function goalSection({ goals = [], isSufficient }: Digest): Section[] {
  const items = (isSufficient ? goals : []).map(({ text }) => plainText(text));
  return section('goals', 'Goals', items.length === 0 ? [] : [{ kind: 'list', items }]);
}

/** With too little data on the pages nothing calm is told, so neither is this. */
function movedSection({ moved, isSufficient }: Digest): Section[] {
  return moved === undefined || !isSufficient ? [] : section('moved', 'What moved', moverBlocks(moved));
}

function appointmentSection({ appointment, questions }: Digest): Section[] {
  if (appointment === undefined) return [];
  const own = questions.map(plainText).filter((text) => text !== '');
  const list: Block[] = own.length === 0 ? [] : [{ kind: 'list', items: own }];
  return section('questions', 'Coming appointment', [plain(appointmentLine(appointment)), ...list]);
}

const isUrgent = (line: DigestLine): boolean => line.isUrgent;

/** First, and what came and went with it: that it is no longer told does not make it small. */
function urgentSection(digest: Digest): Section[] {
  const blocks: Block[] = [
    ...[...digest.fresh, ...digest.standing].filter(isUrgent).map(toBlockOf(digest)),
    ...digest.passed.filter(isUrgent).map((line) => alert(dated(line))),
  ];
  return urgentBlocks(blocks.length === 0 ? [] : [alert(inAnEmergency(digest.emergencyNumber)), ...blocks]);
}

function toBlockOf({ fresh, comparedWith }: Digest) {
  const isNew = comparedWith !== undefined;
  return (point: DigestPoint) => pointBlock(point, isNew && fresh.includes(point) ? 'new' : 'known');
}

function pointSections(digest: Digest): Section[] {
  const { fresh, standing, comparedWith } = digest;
  const isNew = comparedWith !== undefined;
  const toBlock = toBlockOf(digest);
  const calm = (points: readonly DigestPoint[]) => points.filter((point) => !isUrgent(point)).map(toBlock);
  const joined: Block[] = digest.joined.length === 0 ? [] : [linesOf(digest.joined)];
  return [
    ...section('new', isNew ? 'New this week' : 'On the page', [...calm(fresh), ...joined]),
    ...section('standing', 'Still there', [
      ...calm(standing),
      ...(digest.untold.length === 0 ? [] : [linesOf(digest.untold)]),
    ]),
  ];
}

function pointBlock(point: DigestPoint, age: 'new' | 'known'): PointBlock {
  const since = age === 'new' ? `First told on ${weekdayOnly(point.firstTold)}. ` : '';
  return {
    kind: 'point',
    urgent: point.isUrgent,
    text: plainText(point.text),
    references: [],
    question: plainText(point.question),
    meta: `${since}Confidence ${point.confidence}`,
  };
}

/** What is not there any more is told as it was last told, with the day: its numbers were those of then. */
function lineSections({ gone, passed }: Digest): Section[] {
  const calm = passed.filter((line) => !isUrgent(line));
  return [
    ...section(
      'passed',
      'Came and went',
      calm.length === 0 ? [] : [{ kind: 'list', items: calm.map(dated) }],
    ),
    ...section(
      'gone',
      'No longer found',
      gone.length === 0
        ? []
        : [
            note('As it was last told. Not found is not the same as over.'),
            { kind: 'list', items: gone.map(dated) },
          ],
    ),
  ];
}

function linesOf(lines: readonly DigestLine[]): Block {
  return { kind: 'list', items: lines.map(({ text }) => plainText(text)) };
}

function dated({ text, source }: DigestLine): string {
  return `${sentence(text)} Last told on ${spellDay(source.asOf, { weekday: true })}.`;
}

function footerOf(digest: Digest): string[] {
  const days = digest.pages.map(({ asOf }) => asOf);
  const from = days[0] as Day;
  const to = days.at(-1) as Day;
  const compared =
    digest.comparedWith === undefined
      ? 'There was no page before this week to compare with.'
      : `Compared with the page of ${longDay(digest.comparedWith)}.`;
  return [
    `Told word for word as on the pages of the week (${counted(days.length, 'page')}, ${dayRange(from, to)}). ${compared}`,
    cautionOf(digest.wording),
    `rounds ${plainText(digest.version)} · data ${plainText(digest.dataHash)}`,
  ];
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
