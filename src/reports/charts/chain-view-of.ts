import type { Finding } from '../../domain/finding.ts';
import type { Page } from '../../domain/page.ts';
import type { ChainView } from './chain-view.ts';
export function chainViewOf(_page: Page, _finding: Finding): ChainView | undefined {
  return undefined;
}
