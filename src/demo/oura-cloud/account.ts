import type { RowSeries } from '../row-series.ts';

/** What the simulated cloud knows of one member. */
export interface CloudAccount {
  /** The user id the real API would return: opaque. */
  readonly id: string;
  /** Shown on the consent page only. */
  readonly name?: string;
  readonly personalInfo: Readonly<Record<string, unknown>>;
  /** Documents by collection, as the API would return them. */
  readonly documents: Readonly<Record<string, readonly CloudDocument[]>>;
  /** Rows by collection, for those too many to hold. */
  readonly series?: Readonly<Record<string, RowSeries>>;
  /** What becomes of single documents; the others are there from the start and stay as they are. */
  readonly histories?: readonly DocumentHistory[];
}

export type CloudDocument = Readonly<Record<string, unknown>>;

/** One document's life by the cloud's clock. Times are ISO instants; the document held is its first form. */
export interface DocumentHistory {
  readonly collection: string;
  readonly id: string;
  readonly visibleFrom?: string;
  /** In the order of their times; each is laid over what was there before. A `day` that moves is one of these. */
  readonly revisions?: readonly { readonly from: string; readonly changes: CloudDocument }[];
  readonly deletedFrom?: string;
}

/** An application registered with the cloud. */
export interface CloudClient {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Compared letter for letter. */
  readonly redirectUris: readonly string[];
}
