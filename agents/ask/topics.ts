import type { Topic } from '../../src/domain/ask/query.ts';
import { scoreNames } from '../../src/domain/check-in.ts';

/** The main metrics of what people ask about, the most telling first. */
export const topicMetrics: Record<Topic, readonly string[]> = {
  sleep: ['totalSleep', 'sleepEfficiency', 'deepSleep', 'remSleep', 'awakeTime', 'sleepLatency'],
  heart: ['restingHeartRate', 'hrv', 'hrvSdnn', 'systolicPressure', 'diastolicPressure'],
  activity: ['steps', 'activeCalories', 'workoutTime', 'sedentaryTime'],
  recovery: ['hrv', 'restingHeartRate', 'totalSleep', 'recoveryHigh', 'stressHigh'],
  wellbeing: scoreNames,
  all: ['totalSleep', 'restingHeartRate', 'hrv', 'steps', 'mood', 'energy', 'fatigue'],
};

export const checkInLevelSlugs: readonly string[] = scoreNames;
