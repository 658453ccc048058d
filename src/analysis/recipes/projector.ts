import { dot } from '../../stats/dot.ts';
import { orthonormalBasis } from '../../stats/orthonormal-basis.ts';
import { choleskyInPlace, choleskySolve, gramOf } from './gram.ts';
import type { NuisanceDesign } from './nuisance-design.ts';

/** Solves with a factor that has lost digits correct themselves; when this many do not suffice, the basis takes over. */
const REFINEMENTS = 4;
/** A last correction this small (squared, relative) leaves an error beyond the digits that matter. */
const SETTLED = 1e-14;

type Four = readonly [number, number, number, number];
type Fit = (values: Float64Array) => void;

/** Takes the projection on the design out of `values`, which are zero on missing days, in place. */
export type Projector = (values: Float64Array, absent: Int32Array) => void;

function everyDay(days: number): Int32Array {
  return Int32Array.from({ length: days }, (_, day) => day);
}

function complement(days: number, absent: Int32Array): Int32Array {
  const present = new Int32Array(days - absent.length);
  let next = 0;
  let size = 0;
  for (let day = 0; day < days; day++) {
    if (absent[next] === day) next++;
    else present[size++] = day;
  }
  return present;
}

/** Four columns at a time: the values are read and written a quarter as often. */
function subtractColumns(
  { days, width, columns }: NuisanceDesign,
  coefficients: Float64Array,
  values: Float64Array,
) {
  let column = 0;
  for (; column + 4 <= width; column += 4) {
    const base = column * days;
    const [first, second, third, fourth] = coefficients.subarray(column, column + 4) as unknown as Four;
    for (let day = 0; day < days; day++) {
      values[day] =
        (values[day] as number) -
        first * (columns[base + day] as number) -
        second * (columns[base + days + day] as number) -
        third * (columns[base + 2 * days + day] as number) -
        fourth * (columns[base + 3 * days + day] as number);
    }
  }
  for (; column < width; column++) {
    const base = column * days;
    const coefficient = coefficients[column] as number;
    for (let day = 0; day < days; day++) {
      values[day] = (values[day] as number) - coefficient * (columns[base + day] as number);
    }
  }
}

/** One solve and subtraction on the observed days; returns the sum of squares that was taken out. */
function subtractFit(
  design: NuisanceDesign,
  factor: Float64Array,
  absent: Int32Array,
  values: Float64Array,
): number {
  const { days, width, columns } = design;
  const coefficients = new Float64Array(width);
  for (let column = 0; column < width; column++) {
    coefficients[column] = dot(columns, column * days, values, 0, days);
  }
  const products = coefficients.slice();
  choleskySolve(factor, width, coefficients);
  subtractColumns(design, coefficients, values);
  for (let index = 0; index < absent.length; index++) values[absent[index] as number] = 0;
  return dot(products, 0, coefficients, 0, width);
}

/** The fit by the factor with refinement; leaves `values` alone and returns false when it does not settle. */
function refinedFit(
  design: NuisanceDesign,
  factor: Float64Array,
  absent: Int32Array,
  values: Float64Array,
): boolean {
  const trial = values.slice();
  const size = dot(values, 0, values, 0, values.length);
  for (let pass = 0; pass <= REFINEMENTS; pass++) {
    const change = Math.abs(subtractFit(design, factor, absent, trial));
    if (!(change <= 4 * size)) return false;
    if (pass > 0 && change <= SETTLED * size) {
      values.set(trial);
      return true;
    }
  }
  return false;
}

/** Exact but slower: an orthonormal basis of the columns over the observed days, dependent columns dropped. */
function basisFit(design: NuisanceDesign, absent: Int32Array): Fit {
  const present = complement(design.days, absent);
  const columns = Array.from({ length: design.width }, (_, column) =>
    Float64Array.from(present, (day) => design.columns[column * design.days + day] as number),
  );
  const { basis } = orthonormalBasis(columns);
  return (values) => {
    for (let pass = 0; pass < 2; pass++) {
      for (const direction of basis) {
        let share = 0;
        present.forEach((day, at) => {
          share += (direction[at] as number) * (values[day] as number);
        });
        present.forEach((day, at) => {
          values[day] = (values[day] as number) - share * (direction[at] as number);
        });
      }
    }
  };
}

/**
 * Least-squares residuals on one design for many series. The factor depends on the missing days alone, so series of
 * the same nights share it; and it costs a downdate of the full product matrix by the missing days only.
 */
export function createProjector(design: NuisanceDesign): Projector {
  const { days, width } = design;
  const full = gramOf(design, everyDay(days));
  const known: { absent: Int32Array; fit: Fit }[] = [];
  const build = (absent: Int32Array): Fit => {
    const factor =
      2 * absent.length < days
        ? gramOf(design, absent, full.slice(), -1)
        : gramOf(design, complement(days, absent));
    const solvable = choleskyInPlace(factor, width) > 0;
    let exact: Fit | undefined;
    return (values) => {
      if (solvable && refinedFit(design, factor, absent, values)) return;
      exact ??= basisFit(design, absent);
      exact(values);
    };
  };
  return (values, absent) => {
    let entry = known.find(
      (one) => one.absent.length === absent.length && one.absent.every((day, at) => day === absent[at]),
    );
    if (entry === undefined) {
      entry = { absent, fit: build(absent) };
      known.push(entry);
    }
    entry.fit(values);
  };
}
