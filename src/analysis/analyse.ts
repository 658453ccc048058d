import type { Finding, FindingOf, FindingsReport } from '../domain/finding.ts';
import type { Knowledge } from '../domain/knowledge.ts';
import type { Profile } from '../domain/profile.ts';
import type { DailySeries } from '../domain/series.ts';
import { addDays, type Day, daysBetween } from '../shared/day.ts';
import { confirmed, FORTNIGHT, isWorthConfirming } from './confirm.ts';
import { coverageOf } from './coverage.ts';
import { findChainFindings } from './find-chains.ts';
import { findDeviations } from './find-deviations.ts';
import { findDiscordances } from './find-discordances.ts';
import { findDrifts } from './find-drifts.ts';
import { findEventEffects } from './find-event-effects.ts';
import { findLabLinks } from './find-lab-links.ts';
import { findLinks } from './find-links.ts';
import { findRules } from './find-rules.ts';
import { findShifts } from './find-shifts.ts';
import { buildFrame, type Frame, namingOf } from './frame.ts';
import { lastNightOf } from './last-night.ts';
import { changedMetrics, notSeen } from './not-seen.ts';
import { findPatterns, mayReplicate, type Patterns, type Replications, replicationsOf } from './patterns.ts';
import { routed } from './routing.ts';

/** Stored with every set of findings; grows when the same data would give other findings. */
export const ENGINE_VERSION = '3';

export interface AnalysisInput {
  readonly person: string;
  readonly asOf: Day;
  readonly timezone: string;
  readonly series: ReadonlyMap<string, DailySeries>;
  readonly profile: Profile;
  readonly knowledge: Knowledge;
}

const FDR = 0.05;
const LOOKS_BACK = [7, 14, 21] as const;

/** Series and profile to findings. Pure: the same input gives the same object, to the last digit. */
export function analyse(input: AnalysisInput): FindingsReport {
  const frame = buildFrame(input.series, input.profile, input.asOf);
  const known = before(input.series, input.asOf);
  const patterns = findPatterns(frame);
  const look = createLooks(input);
  const replications = replicatePatterns(look, patterns);
  const tonight = findShifts(frame);
  const drifts = findDrifts(frame, tonight.findings);
  const { shifts, effects } = replicateChanges(
    input,
    look,
    tonight.findings,
    findEventEffects(frame, input.knowledge),
  );
  const links = patterns === undefined ? [] : findLinks(frame, patterns, replications);
  const findings: Finding[] = [
    ...findDeviations(frame),
    ...shifts,
    ...drifts,
    ...effects,
    ...findDiscordances(frame, shifts),
    ...findLabLinks(known, frame.profile, input.knowledge),
    ...links,
    ...(patterns === undefined ? [] : findRules(frame, patterns, replications)),
    ...(patterns === undefined ? [] : findChainFindings(frame, patterns, links)),
  ];
  return {
    schema: 'rounds.findings/1',
    person: input.person,
    asOf: input.asOf,
    timezone: input.timezone,
    coverage: coverageOf(frame),
    tests: {
      series: frame.columns.length,
      links: patterns?.tested ?? 0,
      shifts: tonight.tested,
      fdr: FDR,
    },
    findings: findings.map((finding) => routed(finding, frame.profile)).sort(byGradeAndKind),
    notSeen: notSeen(frame, changedMetrics([...shifts, ...drifts, ...effects])),
    ...lastNightOf(frame),
    ...namingOf(input.series.values()),
  };
}

/** What was not there yet on the morning of the day is not looked at by anybody. */
function before(series: AnalysisInput['series'], asOf: Day): Map<string, DailySeries> {
  return new Map(
    [...series].map(([metric, entry]) => {
      const days = Math.max(0, daysBetween(entry.start, asOf) + 1);
      return [metric, { ...entry, values: entry.values.subarray(0, days) }];
    }),
  );
}

/** The person as of so many days ago; each look is made once, whoever asks for it. */
function createLooks(input: AnalysisInput): (daysBack: number) => Frame {
  const frames = new Map<number, Frame>();
  return (daysBack) => {
    const frame =
      frames.get(daysBack) ?? buildFrame(input.series, input.profile, addDays(input.asOf, -daysBack));
    frames.set(daysBack, frame);
    return frame;
  };
}

function replicateChanges(
  { asOf, knowledge }: AnalysisInput,
  look: (daysBack: number) => Frame,
  shifts: readonly FindingOf<'shift'>[],
  effects: readonly FindingOf<'event-effect'>[],
) {
  if (!isWorthConfirming([...shifts, ...effects], asOf)) return { shifts, effects };
  const earlier = look(FORTNIGHT);
  return {
    shifts: confirmed(shifts, findShifts(earlier).findings),
    effects: confirmed(effects, findEventEffects(earlier, knowledge)),
  };
}

function replicatePatterns(look: (daysBack: number) => Frame, patterns: Patterns | undefined): Replications {
  const isWorthIt = patterns !== undefined && mayReplicate(patterns);
  return replicationsOf(isWorthIt ? LOOKS_BACK.map(look) : []);
}

const gradeOrder: Record<Finding['grade'], number> = { replicated: 0, established: 1, watch: 2 };

function byGradeAndKind(left: Finding, right: Finding): number {
  return (
    gradeOrder[left.grade] - gradeOrder[right.grade] ||
    compare(left.kind, right.kind) ||
    (left.q ?? 1) - (right.q ?? 1) ||
    compare(left.id, right.id)
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
