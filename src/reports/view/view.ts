import type { ChainView } from '../charts/chain-view.ts';
import type { ChartView } from '../charts/chart-view.ts';
import type { FigureView } from '../charts/figure-view.ts';

/**
 * What a page says, before it is Markdown, HTML, PDF or terminal text. Every sentence is made here, once, so the
 * formats cannot come to differ; a renderer only sets type and escapes.
 */
export interface View {
  readonly title: string;
  /** Who, when, and what kind of data: read before any number. */
  readonly preamble: readonly string[];
  /** Page one. Kept under a word budget; what does not fit is in `detail`, and page one says so. */
  readonly summary: readonly Section[];
  readonly detail: readonly Section[];
  readonly footer: readonly string[];
  /** For the running foot of a printed sheet. */
  readonly stamp: string;
}

export interface Section {
  readonly id: string;
  readonly heading: string;
  readonly blocks: readonly Block[];
  /** To be told at once to those who hear a page rather than see it. */
  readonly isAlert?: boolean;
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string; readonly tone: 'plain' | 'note' | 'alert' }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'terms'; readonly items: readonly Term[] }
  | PointBlock
  | BriefBlock
  | TableBlock
  | { readonly kind: 'figure'; readonly figure: FigureView }
  | { readonly kind: 'chain'; readonly chain: ChainView }
  | ShareBlock
  | { readonly kind: 'charts'; readonly charts: readonly ChartView[] }
  | { readonly kind: 'references'; readonly items: readonly Reference[] };

export interface PointBlock {
  readonly kind: 'point';
  readonly urgent: boolean;
  readonly text: string;
  readonly references: readonly number[];
  readonly question: string;
  /** "Confidence medium, established (Sleep, Cardiology)" */
  readonly meta: string;
}

/** What a point comes down to on page one: which measure, what stood before it, and what to ask. */
export interface BriefBlock {
  readonly kind: 'brief';
  /** "Resting heart rate, deep sleep": only where it is not plain from what stands above. */
  readonly about: string | undefined;
  readonly lead: string | undefined;
  readonly question: string;
}

/** A name in bold, and what is said of it. */
export interface Term {
  readonly label: string;
  readonly text: string;
}

export interface TableBlock {
  readonly kind: 'table';
  readonly caption: string | undefined;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Relative column widths, for the formats that set them. */
  readonly widths: readonly number[];
  /** Columns of numbers, set flush right so that their digits stand over one another. */
  readonly numeric?: readonly number[];
}

/** Where the page can be read again: drawn as a QR code where something can be drawn, spelled out where not. */
export interface ShareBlock {
  readonly kind: 'share';
  readonly url: string;
  readonly text: string;
}

export interface Reference {
  readonly number: number;
  readonly text: string;
  readonly url: string | undefined;
  /** The address as it is read: without the scheme. */
  readonly address: string;
}

export const askLabel = 'Ask:';

export function note(text: string): Block {
  return { kind: 'paragraph', text, tone: 'note' };
}

export function plain(text: string): Block {
  return { kind: 'paragraph', text, tone: 'plain' };
}

export function alert(text: string): Block {
  return { kind: 'paragraph', text, tone: 'alert' };
}

/** A section only where there is something to say. */
export function section(id: string, heading: string, blocks: readonly Block[]): Section[] {
  return blocks.length === 0 ? [] : [{ id, heading, blocks }];
}
