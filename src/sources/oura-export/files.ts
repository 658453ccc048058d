import type { CollectionName } from '../oura/collections.ts';

/** What the export holds that is read: collections of the API, and two series that have no documents. */
export type ExportCollection = Exclude<CollectionName, 'personal_info'>;

const files: ReadonlyMap<string, ExportCollection> = new Map([
  ['sleepmodel', 'sleep'],
  ['sleep', 'sleep'],
  ['dailysleep', 'daily_sleep'],
  ['dailyreadiness', 'daily_readiness'],
  ['dailyactivity', 'daily_activity'],
  ['dailyspo2', 'daily_spo2'],
  ['dailystress', 'daily_stress'],
  ['dailyresilience', 'daily_resilience'],
  ['dailycardiovascularage', 'daily_cardiovascular_age'],
  ['vo2max', 'vO2_max'],
  ['sleeptime', 'sleep_time'],
  ['workout', 'workout'],
  ['session', 'session'],
  ['tag', 'tag'],
  ['enhancedtag', 'enhanced_tag'],
  ['restmodeperiod', 'rest_mode_period'],
  ['ringconfiguration', 'ring_configuration'],
  ['ringbatterylevel', 'ring_battery_level'],
  ['heartrate', 'heartrate'],
]);

const APP_DATA = 'appdata';
/** A table of logins can be called `session.csv` as well. */
const PRIVATE_FOLDER = /account|address|billing|contact|location|login|member|order|payment|subscri|support/i;
const PERIOD = /_\d{4}-\d{2}-\d{2}(?:_\d{4}-\d{2}-\d{2})?$/;

/**
 * What a file of the account export holds, by its name alone; undefined is not opened. Only tables of measurements
 * are known here: the export also holds the account, payments, contacts and places.
 */
export function collectionOfExportFile(name: string): ExportCollection | undefined {
  const folders = name.split('/');
  const file = folders.pop() ?? '';
  const stem = /^(.+)\.csv$/i.exec(file)?.[1];
  if (stem === undefined || stem.startsWith('.')) return undefined;
  if (folders.some((folder) => /^__macosx$/i.test(folder))) return undefined;
  const inAppData = squeeze(folders.at(-1) ?? '') === APP_DATA;
  if (!inAppData && (folders.length > 1 || folders.some((folder) => PRIVATE_FOLDER.test(folder)))) {
    return undefined;
  }
  return files.get(squeeze(stem.replace(PERIOD, '')));
}

/** `Daily_SpO2` and `dailyspo2` are one name. */
export function squeeze(name: string): string {
  return name.replaceAll(/[\s_-]/g, '').toLowerCase();
}
