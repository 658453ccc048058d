import type { personTables } from '../../../db/schema/index.ts';

type PersonTable = (typeof personTables)[number];

/** Where what a table holds of a person stands in what they take along. A test misses tables that are in neither list. */
export const exportedTables: Partial<Readonly<Record<PersonTable, string>>> = {
  red_flag: 'red-flags.json',
  digest: 'digests/',
  notification: 'notifications.json',
  contact: 'contact.json',
  announcement: 'announcements.json',
  share_link: 'shared-links.json',
  share_access: 'shared-links.json',
  model_answer: 'model-answers.json',
  page: 'pages/',
  interpretation: 'interpretations/',
  finding_set: 'findings/',
  round_usage: 'rounds.json',
  round_step: 'rounds.json',
  round: 'rounds.json',
  webhook_event: 'connection.json',
  sync_mark: 'connection.json',
  oura_connection: 'connection.json',
  series_block: 'daily.csv',
  profile_entry: 'profile-history.json',
  check_in: 'check-in-history.json',
  raw_document: 'raw/',
};

/** What stays behind, and why. */
export const leftOutTables: Partial<Readonly<Record<PersonTable, string>>> = {
  push_subscription: 'the addresses of browsers that push messages go to: whoever has one can send to it',
  // Nothing in it is about the person; who had it could finish a consent in their name.
  oura_authorisation:
    'the secrets of a consent to Oura that was begun and not finished; they die within 20 minutes',
};

/** Parts of exported tables that stay behind. */
export const leftOutSecrets =
  'the tokens that open the account at Oura, the addresses and passcodes of shared links, and every key';
