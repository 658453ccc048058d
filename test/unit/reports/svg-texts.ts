import { textWidth } from '../../../src/reports/charts/text-width.ts';
import { decodeEntities } from './support.ts';

export interface TextBox {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Every text of a drawing with the room it takes; widths are estimated as the drawing does, from above. */
export function textBoxes(svg: string): TextBox[] {
  return [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, attributes = '', raw = '']) => {
    const read = (name: string) =>
      Number(new RegExp(`\\s${name}="([^"]*)"`).exec(` ${attributes}`)?.[1] ?? 0);
    const [, dx = '0', dy = '0'] = /translate\(([-\d.]+)[ ,]([-\d.]+)\)/.exec(attributes) ?? [];
    const size = Number(/([\d.]+)px/.exec(attributes)?.[1]);
    const text = decodeEntities(raw);
    const width = textWidth(text, { size, bold: /bold/.test(attributes) });
    const x = read('x') + Number(dx);
    const y = read('y') + Number(dy);
    const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1];
    const left = anchor === 'middle' ? x - width / 2 : anchor === 'end' ? x - width : x;
    return { text, left, right: left + width, top: y - size / 2, bottom: y + size / 2 };
  });
}

/** Pairs of texts that lie on one another; half a point of leading may be shared. */
export function overlaps(boxes: readonly TextBox[]): string[] {
  const slack = 0.5;
  return boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter(
        (other) =>
          one.left < other.right - slack &&
          other.left < one.right - slack &&
          one.top < other.bottom - slack &&
          other.top < one.bottom - slack,
      )
      .map((other) => `${one.text} / ${other.text}`),
  );
}

export function viewBoxOf(svg: string): { width: number; height: number } {
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  return { width: Number(width), height: Number(height) };
}

/** Texts that leave the drawing. */
export function cutOff(svg: string): string[] {
  const { width, height } = viewBoxOf(svg);
  return textBoxes(svg)
    .filter(
      ({ left, right, top, bottom }) =>
        left < -0.5 || right > width + 0.5 || top < -0.5 || bottom > height + 0.5,
    )
    .map(({ text }) => text);
}
