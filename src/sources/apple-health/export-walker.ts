import { readWallSeconds } from './date-text.ts';
import type { HealthRecord, HealthRecords } from './health-records.ts';
import { quantityTypeOf, SLEEP_TYPE } from './record-types.ts';
import type { Attributes, ElementSink } from './xml-feed.ts';

/** Of records in the root, and of those in the `Correlation` elements that lie there. */
const TOP = 2;

/**
 * Finds the records in the elements of an export. A record is complete when it closes, because its metadata stands
 * inside of it. Most of a file is of types that nobody reads: those cost one look.
 */
export class ExportWalker implements ElementSink {
  /** The day the file was written, in days from 1970. */
  exportDay: number | undefined;
  private readonly records: HealthRecords;
  private number = 0;
  private isInCorrelation = false;
  private openDepth = 0;
  private openType: HealthRecord['type'] | undefined;
  private attributes: Attributes = {};
  private zone: string | undefined;
  private wasEntered = false;

  constructor(records: HealthRecords) {
    this.records = records;
  }

  open(name: string, attributes: Attributes, depth: number): void {
    if (name === 'Record') {
      if (depth === TOP || (depth === TOP + 1 && this.isInCorrelation)) {
        this.begin(typeOf(attributes.type), attributes, depth);
      }
    } else if (name === 'MetadataEntry') {
      if (depth === this.openDepth + 1 && this.openType !== undefined) this.readMetadata(attributes);
    } else if (depth === TOP) {
      if (name === 'Workout') this.begin('Workout', attributes, depth);
      else if (name === 'Correlation') this.isInCorrelation = true;
      else if (name === 'ExportDate') this.readExportDate(attributes);
    }
  }

  close(depth: number): void {
    if (depth === TOP) this.isInCorrelation = false;
    if (depth !== this.openDepth) return;
    const { openType: type, number, attributes, zone, wasEntered } = this;
    this.openDepth = 0;
    this.openType = undefined;
    if (type !== undefined) this.records.take({ type, number, attributes, zone, wasEntered });
  }

  private begin(type: HealthRecord['type'] | undefined, attributes: Attributes, depth: number): void {
    this.number += 1;
    if (type === undefined) return;
    this.openDepth = depth;
    this.openType = type;
    this.attributes = attributes;
    this.zone = undefined;
    this.wasEntered = false;
  }

  private readMetadata({ key, value }: Attributes): void {
    if (key === 'HKTimeZone') this.zone = value;
    else if (key === 'HKWasUserEntered') this.wasEntered = value === '1';
  }

  private readExportDate({ value }: Attributes): void {
    const seconds = value === undefined ? Number.NaN : readWallSeconds(value);
    if (!Number.isNaN(seconds)) this.exportDay = Math.floor(seconds / 86_400);
  }
}

function typeOf(name: string | undefined): HealthRecord['type'] | undefined {
  if (name === undefined) return undefined;
  return quantityTypeOf.get(name) ?? (name === SLEEP_TYPE ? 'SleepAnalysis' : undefined);
}
