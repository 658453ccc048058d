import { z } from 'zod';
import type { ModelAnswerStore } from '../../db/stores/model-answer-store.ts';
import type { RoundUpkeep } from '../../db/stores/round-upkeep.ts';
import type { ShareStore } from '../../db/stores/share-store.ts';
import { defineJob } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import type { Clock } from '../shared/clock.ts';
import { removeHalfWritten } from './write-files.ts';

/**
 * What only served its purpose goes: answers of models that no retry can ask for any more, looks back, and links
 * that have long shown nothing. Raw data, findings, interpretations and pages are the person's history and stay until the
 * person is erased.
 */
export const applyRetention = defineJob({
  name: 'apply-retention',
  queue: 'sources',
  payload: z.object({}),
  retry: { attempts: 5, backoffMs: 60_000, maxAgeMs: 6 * 3_600_000 },
  timeoutMs: 10 * 60_000,
  idempotencyKey: () => 'all',
});

export interface RetentionDependencies {
  readonly reportsDirectory: string;
  readonly modelAnswers: ModelAnswerStore;
  readonly roundUpkeep: RoundUpkeep;
  readonly shares: ShareStore;
  readonly clock: Clock;
}

const DAY_MS = 86_400_000;
const MODEL_ANSWERS_MS = 30 * DAY_MS;
const LOOKS_BACK_MS = 90 * DAY_MS;
/** After its end: until then its owner can see who read it when. */
const ENDED_LINKS_MS = 90 * DAY_MS;

export function applyRetentionHandler({
  modelAnswers,
  roundUpkeep,
  shares,
  reportsDirectory,
  clock,
}: RetentionDependencies) {
  return handle(applyRetention, async (_payload, { logger }) => {
    const before = (ms: number) => new Date(clock.now().getTime() - ms);
    const answers = await modelAnswers.deleteBefore(before(MODEL_ANSWERS_MS));
    const looksBack = await roundUpkeep.deleteBefore(before(LOOKS_BACK_MS), 'reanalysis:');
    const endedLinks = await shares.deleteBefore(before(ENDED_LINKS_MS));
    const halfWritten = await removeHalfWritten(reportsDirectory, before(DAY_MS));
    logger.info({ answers, looksBack, endedLinks, halfWritten }, 'what has served its purpose was deleted');
  });
}
