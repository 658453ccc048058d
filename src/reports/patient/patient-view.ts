import type { ChainView } from '../charts/chain-view.ts';
import type { FigureView } from '../charts/figure-view.ts';

/**
 * What the patient reads: the claims of the doctor's page in plain words, before it is HTML, PDF or Markdown. Every
 * sentence is made once; a renderer only sets type and escapes.
 */
export interface PatientView {
  readonly title: string;
  readonly opening: readonly string[];
  readonly sections: readonly PatientSection[];
  readonly footer: string;
}

export interface PatientSection {
  readonly id: string;
  readonly heading: string;
  readonly blocks: readonly PatientBlock[];
  /** To be told at once to those who hear a page rather than see it. */
  readonly isAlert?: boolean;
}

export type PatientBlock =
  | { readonly kind: 'text'; readonly text: string; readonly isStrong?: boolean }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | PatientPoint;

export interface PatientPoint {
  readonly kind: 'point';
  readonly text: string;
  /** The findings it speaks of: those of the point on the doctor's page. */
  readonly claims: readonly string[];
  readonly picture: Picture | undefined;
}

/** With what it shows in words: the text alternative. */
export type Picture =
  | { readonly kind: 'strip'; readonly figure: FigureView; readonly caption: string }
  | { readonly kind: 'chain'; readonly chain: ChainView; readonly caption: string };

export function words(text: string, isStrong = false): PatientBlock {
  return { kind: 'text', text, ...(isStrong ? { isStrong } : {}) };
}

/** A section only where there is something to say. */
export function part(id: string, heading: string, blocks: readonly PatientBlock[]): PatientSection[] {
  return blocks.length === 0 ? [] : [{ id, heading, blocks }];
}
