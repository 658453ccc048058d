import { dot } from './dot.ts';
import { orthonormalBasis, subtract } from './orthonormal-basis.ts';

export type LeastSquares = {
  /** One per column; 0 for a column that the ones before it already explain. */
  readonly coefficients: Float64Array;
  readonly residuals: Float64Array;
  /** Inverse of X'X over the columns kept, row-major, zero rows and columns for those dropped. */
  readonly inverse: Float64Array;
  readonly rank: number;
};

/** Inverse of the upper triangle, rows and columns of a zero diagonal left out (zero). */
function invertTriangle(triangle: Float64Array, width: number): Float64Array {
  const inverse = new Float64Array(width * width);
  for (let column = 0; column < width; column++) {
    const diagonal = triangle[column * width + column] as number;
    if (diagonal === 0) continue;
    inverse[column * width + column] = 1 / diagonal;
    for (let row = column - 1; row >= 0; row--) {
      const own = triangle[row * width + row] as number;
      if (own === 0) continue;
      let sum = 0;
      for (let inner = row + 1; inner <= column; inner++) {
        sum += (triangle[row * width + inner] as number) * (inverse[inner * width + column] as number);
      }
      inverse[row * width + column] = -sum / own;
    }
  }
  return inverse;
}

/** Ordinary least squares of a complete y on complete columns by QR. */
export function leastSquares(columns: readonly Float64Array[], y: Float64Array): LeastSquares {
  const width = columns.length;
  const { basis, triangle } = orthonormalBasis(columns);
  const inverseTriangle = invertTriangle(triangle, width);
  const residuals = y.slice();
  const projections = new Float64Array(width);
  for (let pass = 0; pass < 2; pass++) {
    basis.forEach((direction, at) => {
      const share = dot(direction, 0, residuals, 0, residuals.length);
      projections[at] = (projections[at] as number) + share;
      subtract(residuals, direction, share);
    });
  }
  const coefficients = new Float64Array(width);
  const inverse = new Float64Array(width * width);
  let rank = 0;
  for (let row = 0; row < width; row++) {
    if (triangle[row * width + row] !== 0) rank++;
    for (let inner = row; inner < width; inner++) {
      const entry = inverseTriangle[row * width + inner] as number;
      coefficients[row] = (coefficients[row] as number) + entry * (projections[inner] as number);
      for (let column = 0; column <= inner; column++) {
        const other = inverseTriangle[column * width + inner] as number;
        inverse[row * width + column] = (inverse[row * width + column] as number) + entry * other;
      }
    }
  }
  return { coefficients, residuals, inverse, rank };
}
