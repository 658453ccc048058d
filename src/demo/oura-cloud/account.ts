/** What the simulated cloud knows of one member. */
export interface CloudAccount {
  /** The user id the real API would return: opaque. */
  readonly id: string;
  /** Shown on the consent page only. */
  readonly name?: string;
  readonly personalInfo: Readonly<Record<string, unknown>>;
  /** Documents by collection, as the API would return them. */
  readonly documents: Readonly<Record<string, readonly CloudDocument[]>>;
}

export type CloudDocument = Readonly<Record<string, unknown>>;

/** An application registered with the cloud. */
export interface CloudClient {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Compared letter for letter. */
  readonly redirectUris: readonly string[];
}
