interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** From one dose of a lane to the next: empty, slanted lines, the other way, both; later ones closer together. */
const patterns = [
  { rising: false, falling: false },
  { rising: true, falling: false },
  { rising: false, falling: true },
  { rising: true, falling: true },
] as const;
const WIDEST = 6;

/** Lines rather than a pattern fill: a PDF draws the same. Each is one stroke, turning on the edges of its area. */
export function hatching(step: number, area: Area): number[][] {
  const pattern = patterns[step % patterns.length] ?? patterns[0];
  const spacing = Math.max(2, WIDEST / (1 + Math.floor(step / patterns.length)));
  return [
    ...(pattern.rising ? [strokes(area, spacing, true)] : []),
    ...(pattern.falling ? [strokes(area, spacing, false)] : []),
  ].filter((points) => points.length > 2);
}

/** At 45 degrees and cut at both ends, so that the pattern fills its area; from one line to the next along the edges. */
function strokes({ left, right, top, bottom }: Area, spacing: number, isRising: boolean): number[] {
  const height = bottom - top;
  const [near, far] = isRising ? [bottom, top] : [top, bottom];
  const points: number[][] = [];
  let isForward = true;
  const go = (to: readonly number[], corner: readonly number[]) => {
    const [x = 0, y = 0] = points.at(-1) ?? to;
    if (x !== to[0] && y !== to[1]) points.push([...corner]);
    points.push([...to]);
  };
  for (let x = left - height + spacing; x < right; x += spacing) {
    const [start, end] = [Math.max(left, x), Math.min(right, x + height)].map((at) => [
      at,
      near + ((at - x) / height) * (far - near),
    ]) as [number[], number[]];
    const [first, second] = isForward ? [start, end] : [end, start];
    go(first, isForward ? [left, near] : [right, far]);
    points.push(second);
    isForward = !isForward;
  }
  return points.flat();
}
