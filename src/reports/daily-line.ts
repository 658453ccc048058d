import type { LastNight } from '../domain/finding.ts';
import { type Standing, standingOf } from '../domain/usual.ts';
import { capital } from './view/plain-text.ts';
import { formatDifference, formatNumber, formatRange, formatValue } from './view/values.ts';

interface Told {
  readonly text: string;
  readonly standing: Standing | undefined;
}

/**
 * The night in one line, in the numbers of the findings report: "Slept 7h12, HRV 54 ms, resting heart rate 58 bpm, all
 * as usual." A reading is called usual only within the person's own range, and not at all where none is known.
 */
export function dailyLine(lastNight: readonly LastNight[]): string | undefined {
  const told = tellers.flatMap(({ metric, tell, onlyOutside }) => {
    const reading = lastNight.find((one) => one.metric === metric);
    if (reading === undefined) return [];
    const standing = standingOf(reading);
    const isOutside = standing === 'below' || standing === 'above';
    return onlyOutside && !isOutside ? [] : [toldOf(reading, tell, standing)];
  });
  if (told.length === 0) return undefined;
  const isKnown = told.every(({ standing }) => standing !== undefined);
  const within = told.filter(({ standing }) => standing === 'within');
  const readings = told.map(({ text, standing }) =>
    standing === 'within' && !isKnown ? `${text} (as usual)` : text,
  );
  return capital(`${readings.join(', ')}${isKnown ? ending(within.length, told.length) : ''}.`);
}

function ending(within: number, all: number): string {
  if (within === all) return all === 1 ? ', as usual' : ', all as usual';
  return within === 0 ? '' : '; the rest as usual';
}

function toldOf(reading: LastNight, tell: Teller['tell'], standing: Standing | undefined): Told {
  const { usual } = reading;
  const isOutside = usual !== undefined && standing !== 'within';
  const range = isOutside ? ` (usual ${tell.range(usual.low, usual.high)})` : '';
  return { text: `${tell.value(reading.value)}${range}`, standing };
}

interface Teller {
  readonly metric: string;
  readonly tell: {
    readonly value: (value: number) => string;
    readonly range: (low: number, high: number) => string;
  };
  /** Too dull to be told on a night like the others. */
  readonly onlyOutside?: true;
}

/** What stands first in the line was asked for first in the morning. */
const tellers: readonly Teller[] = [
  {
    metric: 'totalSleep',
    tell: {
      value: (value) => `slept ${hours(value)}`,
      range: (low, high) => `${hours(low)}\u2013${hours(high)}`,
    },
  },
  inUnits('hrv', 'HRV', 'ms'),
  inUnits('restingHeartRate', 'resting heart rate', 'bpm'),
  {
    metric: 'temperatureDeviation',
    tell: {
      value: (value) => `temperature ${formatDifference('temperatureDeviation', value)} °C`,
      range: (low, high) => formatRange('temperatureDeviation', low, high),
    },
    onlyOutside: true,
  },
];

function inUnits(metric: string, name: string, unit: string): Teller {
  return {
    metric,
    tell: {
      value: (value) => `${name} ${formatValue(metric, value)} ${unit}`,
      range: (low, high) => formatRange(metric, low, high),
    },
  };
}

/** "7h12" */
function hours(value: number): string {
  const minutes = Number(formatNumber(value, 0));
  return `${Math.floor(minutes / 60)}h${String(minutes % 60).padStart(2, '0')}`;
}
