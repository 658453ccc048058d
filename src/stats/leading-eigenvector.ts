/** Squares a symmetric matrix into `target` and returns the trace of the result. */
function square(matrix: Float64Array, size: number, target: Float64Array): number {
  let trace = 0;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = 0;
      for (let inner = 0; inner < size; inner++) {
        sum += (matrix[row * size + inner] as number) * (matrix[column * size + inner] as number);
      }
      target[row * size + column] = sum;
      target[column * size + row] = sum;
      if (row === column) trace += sum;
    }
  }
  return trace;
}

/** The column of largest length: after the squarings all columns point along the leading eigenvector. */
function longestColumn(matrix: Float64Array, size: number): number {
  let best = 0;
  for (let column = 1; column < size; column++) {
    if ((matrix[column * size + column] as number) > (matrix[best * size + best] as number)) best = column;
  }
  return best;
}

/**
 * Unit eigenvector of the eigenvalue of largest size of a symmetric matrix (row-major), its largest entry positive; zero
 * for a zero matrix. Power iteration by repeated squaring: the k-th squaring is worth 2^k steps, so that eigenvalues a
 * thousandth apart are separated in some 15 small products; equal ones give a fixed vector of their space.
 */
export function leadingEigenvector(matrix: Float64Array, size: number): Float64Array {
  let current = matrix.slice();
  let next = new Float64Array(size * size);
  for (let step = 0; step < 50; step++) {
    const norm = Math.sqrt(current.reduce((sum, value) => sum + value * value, 0));
    if (norm === 0) return new Float64Array(size);
    for (let index = 0; index < current.length; index++) current[index] = (current[index] as number) / norm;
    const trace = square(current, size, next);
    let left = 0;
    for (let index = 0; index < next.length; index++) left += (next[index] as number) ** 2;
    [current, next] = [next, current];
    // tr(M^2) = tr(M)^2 exactly when one eigenvalue is left.
    if (1 - left / (trace * trace) < 1e-15) break;
  }
  const column = longestColumn(current, size);
  const vector = current.slice(column * size, (column + 1) * size);
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  let largest = 0;
  for (let index = 1; index < size; index++) {
    if (Math.abs(vector[index] as number) > Math.abs(vector[largest] as number)) largest = index;
  }
  const scale = (vector[largest] as number) < 0 ? -length : length;
  return vector.map((value) => value / scale);
}
