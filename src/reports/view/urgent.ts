import type { Page, PagePoint } from '../../domain/page.ts';
import { adviceLater } from '../../domain/red-flags/advice.ts';
import type { RaisedFlag } from '../../domain/red-flags/raised-flag.ts';
import { mostUrgent } from '../../domain/red-flags/standing.ts';
import { claimedFindings } from '../../domain/topic.ts';
import { plainText, sentence } from './plain-text.ts';
import { longDay } from './values.ts';
import { alert, type Block, type PointBlock, plain, type Section, section } from './view.ts';

/** What cannot wait, with what to do first: before how many nights there were, before the questions, before all else. */
export function urgentSection(
  page: Page,
  points: readonly PagePoint[],
  toBlock: (point: PagePoint) => PointBlock,
): Section[] {
  const urgent = points.filter((point) => point.section === 'urgent');
  const urgencies = urgent
    .flatMap((point) => claimedFindings(page, point))
    .flatMap((finding) => (finding.kind === 'red-flag' ? [finding.urgency] : []));
  const advice = adviceLater(mostUrgent(urgencies) ?? 'mention', page.emergencyNumber);
  return urgentBlocks(urgent.length === 0 ? [] : [alert(advice), ...urgent.map(toBlock)]);
}

export function urgentBlocks(blocks: readonly Block[]): Section[] {
  return section('urgent', 'Urgent', blocks).map((part) => ({ ...part, isAlert: true }));
}

/** What was raised since a page was made. */
export interface RaisedSince {
  readonly flags: readonly RaisedFlag[];
  readonly emergencyNumber: string;
}

/** What a format is told beside the page. */
export interface PageNews {
  readonly raised?: RaisedSince | undefined;
  /** Where the page can be read by whoever is given the address: printed as a QR code and as text. */
  readonly share?: { readonly url: string; readonly expiresAt: string } | undefined;
}

/** A page is kept as it is; what was raised since goes before all that it says. */
export function raisedSince({ flags, emergencyNumber }: RaisedSince): Section[] {
  const blocks = flags.flatMap(({ urgency, message, seen, day }) => [
    alert(adviceLater(urgency, emergencyNumber)),
    plain(`${sentence(message)} Seen on ${longDay(day)}: ${sentence(seen)}`),
  ]);
  return section('raised-since', 'Urgent, since this page', blocks).map((part) => ({
    ...part,
    isAlert: true,
  }));
}

const SCREENED =
  'Check-ins, notes, events and readings are read for fixed warning signs. What nobody wrote down or measured is not.';
const urgencyWords: Record<RaisedFlag['urgency'], string> = {
  emergency: 'Emergency',
  'same-day': 'Same day',
  mention: 'To mention',
};

/** Pages of before have no log. */
export function redFlagLogSection({ redFlagLog }: Page): Section[] {
  if (redFlagLog === undefined) return [];
  const table: Block = {
    kind: 'table',
    caption: undefined,
    head: ['Day', 'Urgency', 'Warning sign', 'Seen'],
    rows: redFlagLog.map(({ day, urgency, message, seen, isChangedSince }) => [
      longDay(day),
      urgencyWords[urgency],
      plainText(message),
      `${plainText(seen)}${isChangedSince ? ' (entry changed since)' : ''}`,
    ]),
    widths: [22, 16, 36, 26],
  };
  const blocks = redFlagLog.length === 0 ? [plain(`None was raised. ${SCREENED}`)] : [table, plain(SCREENED)];
  return section('red-flags', 'Red flags of these 90 days', blocks);
}
