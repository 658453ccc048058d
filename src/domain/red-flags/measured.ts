import type { ScreenedReading } from './raised-flag.ts';

/** A value somebody took awake and on purpose, whether it was entered or written about. */
export interface Measured {
  readonly quantity: 'systolic' | 'diastolic' | 'oxygen' | 'pulse';
  readonly value: number;
  /** As it was written, or the reading with its unit. */
  readonly seen: string;
}

const spots: Readonly<Record<string, { quantity: Measured['quantity']; told: (value: number) => string }>> = {
  systolicPressure: { quantity: 'systolic', told: (value) => `systolic blood pressure ${value} mmHg` },
  diastolicPressure: { quantity: 'diastolic', told: (value) => `diastolic blood pressure ${value} mmHg` },
  spo2: { quantity: 'oxygen', told: (value) => `blood oxygen ${value} %` },
  restingHeartRate: { quantity: 'pulse', told: (value) => `heart rate ${value} bpm` },
};

/** A ring's values are averages of a night: they are no oximeter's and no waking pulse. */
export function measuredOnPurpose(readings: readonly ScreenedReading[]): Measured[] {
  return readings.flatMap(({ kind, metric, value }) => {
    const spot = kind === 'spot' ? spots[metric] : undefined;
    return spot === undefined ? [] : [{ quantity: spot.quantity, value, seen: spot.told(value) }];
  });
}
