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
import { type PublishDependencies, publishReport, publishReportHandler } from './publish-report.ts';
import { type RotateKeysDependencies, rotateKeys, rotateKeysHandler } from './rotate-keys.ts';
import {
  type NightlyDependencies,
  startNightlyRound,
  startNightlyRoundHandler,
} from './start-nightly-round.ts';
import { type SyncDependencies, syncPerson, syncPersonHandler } from './sync-person.ts';

/** Every job there is. The start is refused when one of them has no handler. */
export const jobDefinitions = [
  startNightlyRound,
  syncPerson,
  backfillPerson,
  handleWebhook,
  keepWebhooks,
  rotateKeys,
  analysePerson,
  consultAgent,
  coordinateRound,
  publishReport,
  mapCustomObservations,
] as const;

type JobDependencies = NightlyDependencies &
  SyncDependencies &
  BackfillDependencies &
  WebhookDependencies &
  KeepWebhooksDependencies &
  RotateKeysDependencies &
  AnalyseDependencies &
  ConsultDependencies &
  CoordinateDependencies &
  PublishDependencies &
  MapCustomDependencies;

export function createHandlers(dependencies: JobDependencies) {
  return [
    startNightlyRoundHandler(dependencies),
    syncPersonHandler(dependencies),
    backfillPersonHandler(dependencies),
    handleWebhookHandler(dependencies),
    keepWebhooksHandler(dependencies),
    rotateKeysHandler(dependencies),
    analysePersonHandler(dependencies),
    consultAgentHandler(dependencies),
    coordinateRoundHandler(dependencies),
    publishReportHandler(dependencies),
    mapCustomObservationsHandler(dependencies),
  ];
}
