import { plainUnit } from '../../domain/lab-units.ts';
import type { Lab } from '../../domain/profile.ts';
import { readRange, readResult } from '../files/read-number.ts';
import { readConcept } from './concept.ts';
import { hasValueAt, type Json, objectAt, objectsAt, textAt } from './values.ts';

export type Result = Pick<Lab, 'value' | 'comparator' | 'unit'>;
export type ReadResult = Result | { readonly field: string; readonly reason: string };

const comparators: ReadonlySet<unknown> = new Set(['<', '<=', '>', '>=']);
const NOT_A_NUMBER = 'is not a number; results in words are not read';

/** The value[x] of an observation or a component; undefined where it has none. */
export function readValue(parent: Json): ReadResult | undefined {
  const quantity = objectAt(parent, 'valueQuantity');
  if (quantity !== undefined) return readQuantity(quantity);
  if (hasValueAt(parent, 'valueInteger')) {
    const value = parent.valueInteger;
    return isFiniteNumber(value) ? { value, unit: '' } : { field: 'valueInteger', reason: 'is not a number' };
  }
  if (hasValueAt(parent, 'valueString')) {
    const result = readResult(textAt(parent, 'valueString') ?? '', false);
    return result === undefined ? { field: 'valueString', reason: NOT_A_NUMBER } : { ...result, unit: '' };
  }
  const other = Object.keys(parent).find(
    (key) => /^value[A-Z][A-Za-z]{1,20}$/.test(key) && hasValueAt(parent, key),
  );
  return other === undefined ? undefined : { field: other, reason: NOT_A_NUMBER };
}

function readQuantity(quantity: Json): ReadResult {
  const { value, comparator } = quantity;
  if (!hasValueAt(quantity, 'value')) return { field: 'valueQuantity.value', reason: 'is missing' };
  if (!isFiniteNumber(value)) return { field: 'valueQuantity.value', reason: 'is not a number' };
  const unit = unitOf(quantity);
  if (!hasValueAt(quantity, 'comparator')) return { value, unit };
  if (!comparators.has(comparator)) {
    return { field: 'valueQuantity.comparator', reason: 'must be one of: <, <=, >, >=' };
  }
  return { value, comparator: comparator as NonNullable<Lab['comparator']>, unit };
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** The UCUM code decides; where the words beside it say the same, they are kept because people read them. */
function unitOf(quantity: Json): string {
  const code = textAt(quantity, 'code');
  const words = textAt(quantity, 'unit');
  if (code === undefined) return words ?? '';
  return words !== undefined && plainUnit(words) === plainUnit(code) ? words : code;
}

/** The one range that is meant for this result, in its unit. Of several, it is not known which one is. */
export function readReferenceRange(parent: Json, result: Result): Pick<Lab, 'low' | 'high'> {
  const [range, ...others] = objectsAt(parent, 'referenceRange').filter(isUsual);
  if (range === undefined || others.length > 0) return {};
  const low = boundOf(objectAt(range, 'low'), result.unit);
  const high = boundOf(objectAt(range, 'high'), result.unit);
  if (low === undefined && high === undefined && !objectAt(range, 'low') && !objectAt(range, 'high')) {
    return readRange(textAt(range, 'text') ?? '', false) ?? {};
  }
  return { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
}

/** Beside the usual range there are therapeutic ones and those of a phase of the cycle. */
function isUsual(range: Json): boolean {
  const { codings } = readConcept(objectAt(range, 'type'));
  return codings.length === 0 || codings.some(({ code }) => code === 'normal');
}

function boundOf(quantity: Json | undefined, unit: string): number | undefined {
  if (quantity === undefined || !isFiniteNumber(quantity.value)) return undefined;
  const own = unitOf(quantity);
  return own === '' || plainUnit(own) === plainUnit(unit) ? quantity.value : undefined;
}
