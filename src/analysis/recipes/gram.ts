import type { NuisanceDesign } from './nuisance-design.ts';

/** Rows taken in together: each entry of the product matrix is read and written once for four of them. */
const BLOCK = 4;

/** Adds `sign` times the products of four rows (interleaved) with themselves to the lower triangle. */
function addRows(gram: Float64Array, rows: Float64Array, width: number, sign: number): void {
  for (let a = 0; a < width; a++) {
    const first = sign * (rows[BLOCK * a] as number);
    const second = sign * (rows[BLOCK * a + 1] as number);
    const third = sign * (rows[BLOCK * a + 2] as number);
    const fourth = sign * (rows[BLOCK * a + 3] as number);
    const base = a * width;
    for (let b = 0; b <= a; b++) {
      const at = BLOCK * b;
      gram[base + b] =
        (gram[base + b] as number) +
        (first * (rows[at] as number) + second * (rows[at + 1] as number)) +
        (third * (rows[at + 2] as number) + fourth * (rows[at + 3] as number));
    }
  }
}

/** Lower triangle (row-major) of the products of the design columns over the given days, added to `start`. */
export function gramOf(
  design: NuisanceDesign,
  days: Int32Array,
  start = new Float64Array(design.width * design.width),
  sign = 1,
): Float64Array {
  const { width, columns, days: length } = design;
  const rows = new Float64Array(BLOCK * width);
  for (let from = 0; from < days.length; from += BLOCK) {
    for (let inner = 0; inner < BLOCK; inner++) {
      const known = from + inner < days.length;
      const day = known ? (days[from + inner] as number) : 0;
      for (let column = 0; column < width; column++) {
        rows[BLOCK * column + inner] = known ? (columns[column * length + day] as number) : 0;
      }
    }
    addRows(start, rows, width, sign);
  }
  return start;
}

/** Replaces the lower triangle by its Cholesky factor; returns the smallest pivot relative to its diagonal entry. */
export function choleskyInPlace(gram: Float64Array, width: number): number {
  let smallest = 1;
  for (let row = 0; row < width; row++) {
    const base = row * width;
    const original = gram[base + row] as number;
    for (let column = 0; column <= row; column++) {
      const other = column * width;
      let sum = gram[base + column] as number;
      for (let inner = 0; inner < column; inner++) {
        sum -= (gram[base + inner] as number) * (gram[other + inner] as number);
      }
      if (column < row) {
        gram[base + column] = sum / (gram[other + column] as number);
      } else {
        const pivot = original > 0 ? sum / original : 0;
        if (pivot < smallest) smallest = pivot;
        if (!(pivot > 0)) return 0;
        gram[base + row] = Math.sqrt(sum);
      }
    }
  }
  return smallest;
}

/** Solves L L' x = b in place. */
export function choleskySolve(factor: Float64Array, width: number, b: Float64Array): void {
  for (let row = 0; row < width; row++) {
    let sum = b[row] as number;
    for (let inner = 0; inner < row; inner++)
      sum -= (factor[row * width + inner] as number) * (b[inner] as number);
    b[row] = sum / (factor[row * width + row] as number);
  }
  for (let row = width - 1; row >= 0; row--) {
    const value = (b[row] as number) / (factor[row * width + row] as number);
    b[row] = value;
    for (let inner = 0; inner < row; inner++) {
      b[inner] = (b[inner] as number) - (factor[row * width + inner] as number) * value;
    }
  }
}
