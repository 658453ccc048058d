import { type DatedDocument, put, type Reading, readFields, toMinutes, unlessZero } from './reading.ts';
import {
  cardiovascularAgeFields,
  readinessFields,
  spo2Fields,
  stressFields,
  vo2MaxFields,
} from './schemas.ts';

/** Of two documents of one day the one with the later id stands: arbitrary, but the same on every machine. */
type Mapper = (document: DatedDocument, reading: Reading) => void;
const eachDay =
  (map: Mapper) =>
  (documents: readonly DatedDocument[], reading: Reading): void => {
    const oneADay = new Map(documents.map((document) => [document.day, document]));
    for (const document of oneADay.values()) map(document, reading);
  };

export const mapReadiness = eachDay((document, reading) => {
  const fields = readFields(readinessFields, document, reading);
  put(reading, document, 'temperatureDeviation', 'temperature_deviation', fields.temperature_deviation);
});

/**
 * An average of 0 is Oura's "not measured"; the disturbance index of such a night rests on nothing either.
 */
export const mapSpo2 = eachDay((document, reading) => {
  const fields = readFields(spo2Fields, document, reading);
  const percentage = fields.spo2_percentage;
  const average = typeof percentage === 'number' ? percentage : (percentage?.average ?? undefined);
  put(reading, document, 'spo2', 'spo2_percentage.average', unlessZero(average));
  if (average === 0) return;
  put(
    reading,
    document,
    'breathingDisturbance',
    'breathing_disturbance_index',
    fields.breathing_disturbance_index,
  );
});

/** Two zeros without a summary are a day that was not judged. */
export const mapStress = eachDay((document, reading) => {
  const fields = readFields(stressFields, document, reading);
  if (!fields.stress_high && !fields.recovery_high && fields.day_summary === undefined) return;
  put(reading, document, 'stressHigh', 'stress_high', toMinutes(fields.stress_high));
  put(reading, document, 'recoveryHigh', 'recovery_high', toMinutes(fields.recovery_high));
});

export const mapVo2Max = eachDay((document, reading) => {
  const fields = readFields(vo2MaxFields, document, reading);
  put(reading, document, 'vo2Max', 'vo2_max', unlessZero(fields.vo2_max));
});

export const mapCardiovascularAge = eachDay((document, reading) => {
  const fields = readFields(cardiovascularAgeFields, document, reading);
  put(reading, document, 'cardiovascularAge', 'vascular_age', unlessZero(fields.vascular_age));
});
