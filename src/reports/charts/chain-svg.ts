import type { ChainView } from './chain-view.ts';
export function chainSvg(_chain: ChainView, _width: number): string {
  return '<svg></svg>';
}
