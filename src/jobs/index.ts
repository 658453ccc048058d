import { type AnalyseDependencies, analysePerson, analysePersonHandler } from './analyse-person.ts';
import { type BackfillDependencies, backfillPerson, backfillPersonHandler } from './backfill-person.ts';
import { type ConsultDependencies, consultAgent, consultAgentHandler } from './consult-agent.ts';
import { type CoordinateDependencies, coordinateRound, coordinateRoundHandler } from './coordinate-round.ts';
import { handleWebhook, handleWebhookHandler, type WebhookDependencies } from './handle-webhook.ts';
import { type KeepWebhooksDependencies, keepWebhooks, keepWebhooksHandler } from './keep-webhooks.ts';
import {
  type MapCustomDependencies,
  mapCustomObservations,
  mapCustomObservationsHandler,
} from './map-custom-observations.ts';
import { type NotifyDependencies, notifyPerson, notifyPersonHandler } from './notify-person.ts';
import { type PublishDependencies, publishReport, publishReportHandler } from './publish-report.ts';
import {
  type NightlyDependencies,
  startNightlyRound,
  startNightlyRoundHandler,
} from './start-nightly-round.ts';
import {
  type StartDigestDependencies,
  startWeeklyDigest,
  startWeeklyDigestHandler,
} from './start-weekly-digest.ts';
import { type SyncDependencies, syncPerson, syncPersonHandler } from './sync-person.ts';
import { type DigestDependencies, weeklyDigest, weeklyDigestHandler } from './weekly-digest.ts';

/** Every job there is. The start is refused when one of them has no handler. */
export const jobDefinitions = [
  startNightlyRound,
  syncPerson,
  backfillPerson,
  handleWebhook,
  keepWebhooks,
  analysePerson,
  consultAgent,
  coordinateRound,
  publishReport,
  mapCustomObservations,
  notifyPerson,
  startWeeklyDigest,
  weeklyDigest,
] as const;

type JobDependencies = NightlyDependencies &
  SyncDependencies &
  BackfillDependencies &
  WebhookDependencies &
  KeepWebhooksDependencies &
  AnalyseDependencies &
  ConsultDependencies &
  CoordinateDependencies &
  PublishDependencies &
  MapCustomDependencies &
  NotifyDependencies &
  StartDigestDependencies &
  DigestDependencies;

export function createHandlers(dependencies: JobDependencies) {
  return [
    startNightlyRoundHandler(dependencies),
    syncPersonHandler(dependencies),
    backfillPersonHandler(dependencies),
    handleWebhookHandler(dependencies),
    keepWebhooksHandler(dependencies),
    analysePersonHandler(dependencies),
    consultAgentHandler(dependencies),
    coordinateRoundHandler(dependencies),
    publishReportHandler(dependencies),
    mapCustomObservationsHandler(dependencies),
    notifyPersonHandler(dependencies),
    startWeeklyDigestHandler(dependencies),
    weeklyDigestHandler(dependencies),
  ];
}
