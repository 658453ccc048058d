import type { Day } from '../shared/day.ts';
import type { Paper } from './paper.ts';

export const exportStates = ['queued', 'running', 'done', 'failed'] as const;
export type ExportState = (typeof exportStates)[number];

/** What is asked for: two askers who ask for the same while it is made get the same. */
export interface ExportOrder {
  readonly appointment: Day;
  readonly asOf: Day;
  /** No page that was made before will do. */
  readonly isAnew: boolean;
  readonly formats: readonly string[];
  readonly paper: Paper | undefined;
}

export interface ReportExport extends ExportOrder {
  readonly id: string;
  readonly personId: string;
  readonly state: ExportState;
  /** Of the page that the files are made of. */
  readonly roundId: string | undefined;
  /** Why there are no files. */
  readonly reason: string | undefined;
  readonly createdAt: string;
  readonly expiresAt: string;
  /** Empty until they are there. */
  readonly files: readonly ExportedFile[];
}

export interface ExportedFile {
  readonly name: string;
  readonly type: string;
  /** In bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}
