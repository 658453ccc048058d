import encodeQR from 'qr';

/** Four modules of white all round: without them a scanner does not find the corners. */
const QUIET_ZONE = 4;

/** Black on white whatever the page around it: one path, runs of dark modules as bars. */
export function qrSvg(text: string): string {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE });
  const side = rows.length;
  const bars = rows.flatMap((row, y) => {
    const starts = row.flatMap((dark, x) => (dark && row[x - 1] !== true ? [x] : []));
    return starts.map((x) => {
      const length = [...row.slice(x), false].indexOf(false);
      return `M${x} ${y}h${length}v1h-${length}z`;
    });
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><path fill="white" d="M0 0h${side}v${side}h-${side}z"></path><path fill="black" shape-rendering="crispEdges" d="${bars.join('')}"></path></svg>`;
}
