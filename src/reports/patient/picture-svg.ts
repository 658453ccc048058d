import { drawChain } from '../charts/chain-svg.ts';
import type { FigureSize } from '../charts/figure-layout.ts';
import { figureSvg } from '../charts/figure-svg.ts';
import type { Picture } from './patient-view.ts';

/** A printed sheet or a screen: as wide as its text, in points. */
export const wide: FigureSize = { width: 480, tallest: 240, strip: 92, font: 12, names: 'above' };
/** A phone, in pixels. */
export const narrow: FigureSize = { width: 320, tallest: 260, strip: 100, font: 13, names: 'above' };

export function pictureSvg(picture: Picture, size: FigureSize): string {
  return picture.kind === 'strip' ? figureSvg(picture.figure, size) : drawChain(picture.chain, size);
}
