type Columns = Readonly<Record<string, Int32Array | Float64Array>>;

/** The first `size` rows of a table kept as columns; families are sized for all pairs and hold those tested. */
export function trimColumns<T extends Columns>(columns: T, size: number): T {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, column.slice(0, size)]),
  ) as T;
}
