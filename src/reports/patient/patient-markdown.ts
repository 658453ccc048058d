import type { Page } from '../../domain/page.ts';
import { markdownOf } from '../markdown.ts';
import type { PageNews } from '../view/urgent.ts';
import { alert, type Block, plain } from '../view/view.ts';
import type { PatientBlock } from './patient-view.ts';
import { patientViewOf } from './patient-view-of.ts';

export function renderPatientMarkdown(page: Page, { raised }: PageNews = {}): string {
  const { title, opening, sections, footer } = patientViewOf(page, raised);
  return markdownOf({
    title,
    preamble: opening,
    summary: sections.map((section) => ({ ...section, blocks: section.blocks.flatMap(toBlocks) })),
    detail: [],
    footer: [footer],
    stamp: '',
  });
}

/** A picture is told by its words. */
function toBlocks(block: PatientBlock): Block[] {
  switch (block.kind) {
    case 'text':
      return [block.isStrong ? alert(block.text) : plain(block.text)];
    case 'list':
      return [block];
    case 'point':
      return [plain(block.text), ...(block.picture === undefined ? [] : [plain(block.picture.caption)])];
  }
}
