import { drawOption, withMarkup } from './draw.ts';
import { type FigureSize, layoutOf, xOf, yOf } from './figure-layout.ts';
import { figureOption } from './figure-option.ts';
import type { FigureView } from './figure-view.ts';
import { dotsMarkup } from './strip-dots.ts';

/** The same figure stands in several formats of a page. */
const drawn = new WeakMap<FigureView, Map<FigureSize, string>>();

export function figureSvg(figure: FigureView, size: FigureSize): string {
  const bySize = drawn.get(figure) ?? new Map<FigureSize, string>();
  const svg = bySize.get(size) ?? makeFigure(figure, size);
  drawn.set(figure, bySize.set(size, svg));
  return svg;
}

function makeFigure(figure: FigureView, size: FigureSize): string {
  const layout = layoutOf(figure, size);
  const svg = drawOption(
    figureOption(figure, size),
    { width: size.width, height: layout.height },
    `${figure.id}-${size.width}`,
  );
  const dots = figure.strips.map((strip, place) => {
    const box = layout.strips[place];
    if (box === undefined) return '';
    return dotsMarkup(
      strip.values.flatMap((value, index) =>
        value === null ? [] : [[xOf(index, figure, layout), yOf(value, strip, box)]],
      ),
      { dot: size.font / 4, last: size.font / 1.7 },
    );
  });
  return withMarkup(svg, dots.join(''));
}
