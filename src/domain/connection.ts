/** How a connection to a cloud stands. `none`: there is none. */
export type ConnectionState = 'none' | 'connected' | 'reconnect' | 'refused' | 'app-too-old';

/** What it means and what to do, in one sentence for the person. */
export const connectionWords: Readonly<Record<ConnectionState, string>> = {
  none: 'Not connected. Data come from files and check-ins only.',
  connected: 'Connected. What the ring has told its app is fetched every night.',
  reconnect: 'Oura no longer accepts this connection. Connect again, and everything missed since is fetched.',
  refused:
    'Oura refuses to share the data. The membership may have lapsed or a permission may have been withdrawn: look into the Oura app. It is tried again every night.',
  'app-too-old':
    'The Oura app on the phone is too old for some of the data. Update the app; everything else is fetched.',
};

export interface ConnectionView {
  readonly state: ConnectionState;
  /** The share of the past that has been fetched; undefined before the first fetch. */
  readonly historyFetched: number | undefined;
}
