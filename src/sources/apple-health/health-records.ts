import type { Day } from '../../shared/day.ts';
import { type DayRange, dayRange } from './day-range.ts';
import { Quantities } from './quantities.ts';
import { moveSpan, readSpan } from './read-span.ts';
import type { RecordSpan } from './record-span.ts';
import type { QuantityType } from './record-types.ts';
import { type Fault, RefusalTally } from './refusal-tally.ts';
import { SegmentStore } from './segment-store.ts';
import { sleepLabel } from './sleep-stages.ts';
import { SourceTable } from './source-table.ts';
import type { Attributes } from './xml-feed.ts';
import { ZoneOffsets } from './zone-offsets.ts';

/** A record of a type that is read, with what its metadata says of it. */
export interface HealthRecord {
  readonly type: QuantityType | 'SleepAnalysis' | 'Workout';
  /** Counted from the start of the file. */
  readonly number: number;
  readonly attributes: Attributes;
  readonly zone: string | undefined;
  readonly wasEntered: boolean;
}

const NOT_A_NUMBER: Fault = { field: 'value', reason: 'is not a number' };
const UNKNOWN_UNIT: Fault = { field: 'unit', reason: 'is not a unit of this type' };
const UNKNOWN_STAGE: Fault = { field: 'value', reason: 'is not a stage of sleep' };
const UNKNOWN_ZONE: Fault = {
  field: 'HKTimeZone',
  reason: 'is not a known time zone; the printed offset was used',
};
const NO_DURATION: Fault = { field: 'duration', reason: 'is not a length of time' };
const NO_LENGTH: Fault = { field: 'endDate', reason: 'is not after startDate' };
const NO_ROOM: Fault = { field: '', reason: 'comes after more records of its type than can be held' };

const NUMBER = /^-?\d{1,12}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,2})?$/;
const durationUnits = new Map([
  ['s', 1],
  ['min', 60],
  ['hr', 3600],
]);

/** Takes records one by one and keeps what the days need of them. */
export class HealthRecords {
  readonly range: DayRange;
  readonly sources = new SourceTable();
  readonly refusals: RefusalTally;
  readonly quantities: Quantities;
  readonly sleep = new SegmentStore();
  readonly workouts = new SegmentStore();
  taken = 0;
  private readonly zones = new ZoneOffsets();

  constructor(file: string, today: Day) {
    this.range = dayRange(today);
    this.refusals = new RefusalTally(file);
    this.quantities = new Quantities(this.range, this.sources);
  }

  take(record: HealthRecord): void {
    const fault = this.tryToTake(record);
    if (fault === undefined) this.taken += 1;
    else this.refuse(record, fault);
  }

  private tryToTake(record: HealthRecord): Fault | undefined {
    if (record.type === 'SleepAnalysis') return this.takeSleep(record);
    if (record.type === 'Workout') return this.takeWorkout(record);
    return this.takeQuantity(record, record.type);
  }

  private takeQuantity(record: HealthRecord, type: QuantityType): Fault | undefined {
    const value = readNumber(record.attributes.value);
    if (Number.isNaN(value)) return NOT_A_NUMBER;
    const unit = type.units.get(record.attributes.unit ?? '');
    if (unit === undefined) return UNKNOWN_UNIT;
    const converted = value * unit.factor + unit.offset;
    if (!(converted >= type.range[0] && converted <= type.range[1])) return type.rangeFault;
    const span = this.spanOf(record);
    return isFault(span) ? span : this.quantities.add(type, span, converted, this.sourceOf(record));
  }

  private takeSleep(record: HealthRecord): Fault | undefined {
    const stage = sleepLabel(record.attributes.value ?? '');
    if (stage === undefined) return UNKNOWN_STAGE;
    const span = this.spanOf(record);
    if (isFault(span)) return span;
    if (span.end === span.start) return NO_LENGTH;
    return this.sleep.add({ ...span, stage, source: this.sourceOf(record) }) ? undefined : NO_ROOM;
  }

  /** The stated duration leaves pauses out; it is laid at the start. */
  private takeWorkout(record: HealthRecord): Fault | undefined {
    const { duration, durationUnit } = record.attributes;
    const span = this.spanOf(record);
    if (isFault(span)) return span;
    if (span.end === span.start) return NO_LENGTH;
    const stated =
      duration === undefined
        ? span.end - span.start
        : readNumber(duration) * (durationUnits.get(durationUnit ?? 'min') ?? Number.NaN);
    if (!(stated > 0)) return NO_DURATION;
    const end = Math.min(span.end, span.start + stated);
    const source = this.sourceOf(record);
    return this.workouts.add({ ...span, end, stage: 0, source }) ? undefined : NO_ROOM;
  }

  private spanOf(record: HealthRecord): RecordSpan | Fault {
    const { zone } = record;
    const printed = readSpan(record.attributes, this.range);
    if (zone === undefined || isFault(printed)) return printed;
    const moved = moveSpan(printed, this.range, (utcSeconds) => this.zones.at(zone, utcSeconds));
    if (moved === undefined) this.refuse(record, UNKNOWN_ZONE);
    return moved ?? printed;
  }

  private sourceOf({ attributes, wasEntered }: HealthRecord): number {
    return this.sources.indexOf(attributes.sourceName ?? '', attributes.device, wasEntered);
  }

  private refuse({ type, number }: HealthRecord, fault: Fault): void {
    this.refusals.add(typeof type === 'string' ? type : type.name, `record ${number}`, fault);
  }
}

function readNumber(text: string | undefined): number {
  return text !== undefined && NUMBER.test(text) ? Number(text) : Number.NaN;
}

function isFault(value: RecordSpan | Fault): value is Fault {
  return 'reason' in value;
}
