import type { AnnouncementTable } from './announcement.ts';
import type { CheckInTable } from './check-in.ts';
import type { ContactTable } from './contact.ts';
import type { DigestTable } from './digest.ts';
import type { FindingSetTable } from './finding-set.ts';
import type { InterpretationTable } from './interpretation.ts';
import type { KeyCheckTable } from './key-check.ts';
import type { ModelAnswerTable } from './model-answer.ts';
import type { NotificationTable } from './notification.ts';
import type { OuraAuthorisationTable } from './oura-authorisation.ts';
import type { OuraConnectionTable } from './oura-connection.ts';
import type { PageTable } from './page.ts';
import type { PersonTable } from './person.ts';
import type { ProfileEntryTable } from './profile-entry.ts';
import type { PushSubscriptionTable } from './push-subscription.ts';
import type { RawDocumentTable } from './raw-document.ts';
import type { RedFlagTable } from './red-flag.ts';
import type { RequestBudgetTable } from './request-budget.ts';
import type { RoundTable } from './round.ts';
import type { RoundStepTable } from './round-step.ts';
import type { RoundUsageTable } from './round-usage.ts';
import type { SeriesBlockTable } from './series-block.ts';
import type { ServerKeyTable } from './server-key.ts';
import type { ShareAccessTable } from './share-access.ts';
import type { ShareLinkTable } from './share-link.ts';
import type { SyncMarkTable } from './sync-mark.ts';
import type { WebhookEventTable } from './webhook-event.ts';

export interface Schema {
  person: PersonTable;
  key_check: KeyCheckTable;
  raw_document: RawDocumentTable;
  check_in: CheckInTable;
  profile_entry: ProfileEntryTable;
  series_block: SeriesBlockTable;
  oura_connection: OuraConnectionTable;
  oura_authorisation: OuraAuthorisationTable;
  sync_mark: SyncMarkTable;
  request_budget: RequestBudgetTable;
  webhook_event: WebhookEventTable;
  round: RoundTable;
  round_step: RoundStepTable;
  round_usage: RoundUsageTable;
  finding_set: FindingSetTable;
  interpretation: InterpretationTable;
  page: PageTable;
  model_answer: ModelAnswerTable;
  contact: ContactTable;
  notification: NotificationTable;
  digest: DigestTable;
  red_flag: RedFlagTable;
  share_link: ShareLinkTable;
  share_access: ShareAccessTable;
  announcement: AnnouncementTable;
  push_subscription: PushSubscriptionTable;
  server_key: ServerKeyTable;
}

/** Every table that holds something of a person, children before parents: the order of erasing. */
export const personTables = [
  'share_access',
  'share_link',
  'push_subscription',
  'announcement',
  'red_flag',
  'digest',
  'notification',
  'contact',
  'model_answer',
  'page',
  'interpretation',
  'finding_set',
  'round_usage',
  'round_step',
  'round',
  'webhook_event',
  'sync_mark',
  'oura_authorisation',
  'oura_connection',
  'series_block',
  'profile_entry',
  'check_in',
  'raw_document',
] as const satisfies readonly (keyof Schema)[];

/** What is kept of nobody in particular. */
const sharedTables = ['key_check', 'server_key', 'request_budget'] as const;

/** Every table there is: the order of copying. */
export const tablesParentsFirst: readonly (keyof Schema)[] = [
  ...sharedTables,
  'person',
  ...personTables.toReversed(),
];
