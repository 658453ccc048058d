import { type AnalyseDependencies, analysePerson, analysePersonHandler } from './analyse-person.ts';
import { applyRetention, applyRetentionHandler, type RetentionDependencies } from './apply-retention.ts';
import { type BackfillDependencies, backfillPerson, backfillPersonHandler } from './backfill-person.ts';
import { type ConsultDependencies, consultAgent, consultAgentHandler } from './consult-agent.ts';
import { type CoordinateDependencies, coordinateRound, coordinateRoundHandler } from './coordinate-round.ts';
import { type ExportDependencies, exportReport, exportReportHandler } from './export-report.ts';
import { handleWebhook, handleWebhookHandler, type WebhookDependencies } from './handle-webhook.ts';
import { type KeepWebhooksDependencies, keepWebhooks, keepWebhooksHandler } from './keep-webhooks.ts';
import {
  type MapCustomDependencies,
  mapCustomObservations,
  mapCustomObservationsHandler,
} from './map-custom-observations.ts';
import { type NotifyDependencies, notifyPerson, notifyPersonHandler } from './notify-person.ts';
import { type PublishDependencies, publishReport, publishReportHandler } from './publish-report.ts';
import { type ReanalyseDependencies, reanalyseDay, reanalyseDayHandler } from './reanalyse-day.ts';
import { type ResumeDependencies, resumeRounds, resumeRoundsHandler } from './resume-rounds.ts';
import { type RotateKeysDependencies, rotateKeys, rotateKeysHandler } from './rotate-keys.ts';
import { createBriefs } from './round-brief.ts';
import {
  type AppointmentDependencies,
  startAppointmentRound,
  startAppointmentRoundHandler,
} from './start-appointment-round.ts';
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
  startAppointmentRound,
  resumeRounds,
  applyRetention,
  syncPerson,
  backfillPerson,
  handleWebhook,
  keepWebhooks,
  rotateKeys,
  analysePerson,
  consultAgent,
  coordinateRound,
  publishReport,
  exportReport,
  reanalyseDay,
  mapCustomObservations,
  notifyPerson,
  startWeeklyDigest,
  weeklyDigest,
] as const;

type JobDependencies = NightlyDependencies &
  AppointmentDependencies &
  ResumeDependencies &
  RetentionDependencies &
  SyncDependencies &
  BackfillDependencies &
  WebhookDependencies &
  KeepWebhooksDependencies &
  RotateKeysDependencies &
  AnalyseDependencies &
  ConsultDependencies &
  CoordinateDependencies &
  PublishDependencies &
  ExportDependencies &
  ReanalyseDependencies &
  MapCustomDependencies &
  NotifyDependencies &
  StartDigestDependencies &
  DigestDependencies;

export function createHandlers(given: Omit<JobDependencies, 'briefOf'>) {
  const dependencies: JobDependencies = { ...given, briefOf: createBriefs(given) };
  return [
    startNightlyRoundHandler(dependencies),
    startAppointmentRoundHandler(dependencies),
    resumeRoundsHandler(dependencies),
    applyRetentionHandler(dependencies),
    syncPersonHandler(dependencies),
    backfillPersonHandler(dependencies),
    handleWebhookHandler(dependencies),
    keepWebhooksHandler(dependencies),
    rotateKeysHandler(dependencies),
    analysePersonHandler(dependencies),
    consultAgentHandler(dependencies),
    coordinateRoundHandler(dependencies),
    publishReportHandler(dependencies),
    exportReportHandler(dependencies),
    reanalyseDayHandler(dependencies),
    mapCustomObservationsHandler(dependencies),
    notifyPersonHandler(dependencies),
    startWeeklyDigestHandler(dependencies),
    weeklyDigestHandler(dependencies),
  ];
}
