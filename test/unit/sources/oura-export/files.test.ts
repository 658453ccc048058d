import { describe, expect, it } from 'vitest';
import { collectionOfExportFile } from '../../../../src/sources/oura-export/files.ts';

describe('the files of the account export', () => {
  it.each([
    ['App Data/sleepmodel.csv', 'sleep'],
    ['oura export 2026/App Data/SleepModel.csv', 'sleep'],
    ['somewhere/Account/app_data/DAILYSLEEP.CSV', 'daily_sleep'],
    ['dailyreadiness.csv', 'daily_readiness'],
    ['my export/DailyActivity.csv', 'daily_activity'],
    ['App Data/dailyspo2_2024-01-01_2024-12-31.csv', 'daily_spo2'],
    ['App Data/dailystress_2024-01-01.csv', 'daily_stress'],
    ['App Data/DailyResilience.csv', 'daily_resilience'],
    ['App Data/dailycardiovascularage.csv', 'daily_cardiovascular_age'],
    ['App Data/VO2Max.csv', 'vO2_max'],
    ['App Data/sleeptime.csv', 'sleep_time'],
    ['App Data/workout.csv', 'workout'],
    ['App Data/session.csv', 'session'],
    ['App Data/tag.csv', 'tag'],
    ['App Data/EnhancedTag.csv', 'enhanced_tag'],
    ['App Data/rest_mode_period.csv', 'rest_mode_period'],
    ['App Data/ringconfiguration.csv', 'ring_configuration'],
    ['App Data/ringbatterylevel.csv', 'ring_battery_level'],
    ['App Data/heartrate.csv', 'heartrate'],
  ])('%s holds %s', (name, collection) => {
    expect(collectionOfExportFile(name)).toBe(collection);
  });

  it.each([
    'Subscriptions/account.csv',
    'Subscriptions/session.csv',
    'Account/session.csv',
    'User contacts/tag.csv',
    'deep/er/sleepmodel.csv',
    'App Data/rawlocation.csv',
    'App Data/payment.csv',
    'App Data/daytimestress.csv',
    'App Data/temperature.csv',
    'App Data/bloodglucose.csv',
    'App Data/dailysmoothedcardiovascularage.csv',
    'App Data/sleepmodel.json',
    'App Data/._sleepmodel.csv',
    '__MACOSX/App Data/sleepmodel.csv',
    'App Data/.csv',
    'App Data/',
    '',
    'App Data/constructor.csv',
  ])('%s is left alone', (name) => {
    expect(collectionOfExportFile(name)).toBeUndefined();
  });
});
