import { dot } from './dot.ts';

export function subtract(target: Float64Array, direction: Float64Array, factor: number): void {
  for (let index = 0; index < target.length; index++) {
    target[index] = (target[index] as number) - factor * (direction[index] as number);
  }
}

export type OrthonormalBasis = {
  /** One unit vector per column; zeros for a column that the ones before it already span. */
  readonly basis: readonly Float64Array[];
  /** R of X = QR, row-major; zero on the diagonal of a dependent column. */
  readonly triangle: Float64Array;
};

/**
 * Modified Gram-Schmidt, twice, which keeps the digits that the normal equations square away. Björck (1967), "Solving
 * linear least squares problems by Gram-Schmidt orthogonalization".
 */
export function orthonormalBasis(columns: readonly Float64Array[]): OrthonormalBasis {
  const width = columns.length;
  const triangle = new Float64Array(width * width);
  const basis: Float64Array[] = [];
  columns.forEach((column, at) => {
    const rest = column.slice();
    // Twice is enough to lose nothing to rounding: Giraud, Langou & Rozloznik (2005).
    for (let pass = 0; pass < 2; pass++) {
      for (let before = 0; before < at; before++) {
        if (triangle[before * width + before] === 0) continue;
        const share = dot(basis[before] as Float64Array, 0, rest, 0, rest.length);
        triangle[before * width + at] = (triangle[before * width + at] as number) + share;
        subtract(rest, basis[before] as Float64Array, share);
      }
    }
    const length = Math.sqrt(dot(rest, 0, rest, 0, rest.length));
    const dependent = !(length > 1e-13 * Math.sqrt(dot(column, 0, column, 0, column.length)));
    triangle[at * width + at] = dependent ? 0 : length;
    basis.push(dependent ? rest.fill(0) : rest.map((value) => value / length));
  });
  return { basis, triangle };
}
