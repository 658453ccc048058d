import type { Mover, WeekMoves } from '../../domain/mover.ts';
import { capital, counted } from './plain-text.ts';
import { dayRange, formatNumber, formatRange, formatValue, isClock, metricLabel, unitOf } from './values.ts';
import { type Block, note, plain } from './view.ts';

/** A short table of what moved, or that nothing did, or that too little is known to say. */
export function moverBlocks(moves: WeekMoves): Block[] {
  const { usualFrom, usualTo, compared, movers } = moves;
  const before = dayRange(usualFrom, usualTo);
  if (compared === 0) {
    return [plain('Not enough data: 4 values of the week and 28 of the twelve weeks before are needed.')];
  }
  if (movers.length === 0) {
    return [
      plain(`Nothing moved: ${counted(compared, 'metric')} stayed within the usual range of ${before}.`),
    ];
  }
  return [
    {
      kind: 'table',
      caption: undefined,
      head: ['What', 'This week', 'Usual', 'Own SD'],
      rows: movers.map((mover) => rowOf(mover, moves)),
      widths: [4, 2, 2, 1],
    },
    note(
      `The median of the week beside the middle 80 % of ${before}; ${counted(compared, 'metric')} compared. A description, not a finding.`,
    ),
  ];
}

function rowOf(mover: Mover, moves: WeekMoves): string[] {
  const { value, usual, z } = toldIn(mover, moves);
  return [capital(metricLabel(mover.metric, moves)), value, usual, z];
}

/** The same for a message: "Resting heart rate 64 bpm (usual 55–60)". */
export function moverLines(moves: WeekMoves): string[] {
  if (moves.compared === 0) return [];
  if (moves.movers.length === 0) return ['Nothing moved this week.'];
  return moves.movers.map((mover) => {
    const { value, usual } = toldIn(mover, moves);
    return `${capital(metricLabel(mover.metric, moves))} ${value} (usual ${usual})`;
  });
}

function toldIn({ metric, value, usual, z }: Mover, moves: WeekMoves) {
  const unit = isClock(metric) ? '' : unitOf(metric, moves);
  return {
    value: `${formatValue(metric, value, moves)}${unit === '' ? '' : ` ${unit}`}`,
    usual: formatRange(metric, usual.low, usual.high, moves),
    z: z === undefined ? '\u2013' : `${z > 0 ? '+' : ''}${formatNumber(z, 1)}`,
  };
}
