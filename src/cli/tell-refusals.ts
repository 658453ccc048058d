import type { Refusal } from '../domain/raw-document.ts';
import type { CliTools } from './app-handle.ts';

/** More would bury the line that matters. */
const SHOWN_REFUSALS = 50;

export function tellRefusals(tools: CliTools, refusals: readonly Refusal[]): void {
  for (const { file, record, field, reason } of refusals.slice(0, SHOWN_REFUSALS)) {
    const where = [file, record, field].filter((part) => part !== '').join(', ');
    tools.note(`refused: ${where}: ${reason}\n`);
  }
  if (refusals.length > SHOWN_REFUSALS)
    tools.note(`… and ${refusals.length - SHOWN_REFUSALS} more refused\n`);
  if (refusals.length > 0) tools.note('Whatever was not refused has been kept.\n');
}
