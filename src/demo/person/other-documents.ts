import type { DailyDocument } from './daily-documents.ts';
import { buildSessions, buildWorkouts } from './moments.ts';
import { buildRings } from './rings.ts';
import type { PersonDocument, Scene } from './scene.ts';
import { buildEnhancedTags, buildRestMode, buildTags } from './tags.ts';
import {
  buildCardiovascularAge,
  buildResilience,
  buildSleepTime,
  buildStress,
  buildVo2Max,
} from './vendor-estimates.ts';

interface OtherDocuments {
  readonly [collection: string]: readonly PersonDocument[];
  readonly workout: readonly DailyDocument[];
  readonly session: readonly DailyDocument[];
}

/** The collections the story is not told in. Each draws from streams of its own: none moves another's numbers. */
export function writeOtherDocuments(
  scene: Scene,
  { nights, activeDays }: { readonly nights: readonly number[]; readonly activeDays: readonly number[] },
): OtherDocuments {
  return {
    daily_stress: buildStress(scene, activeDays),
    daily_resilience: buildResilience(scene, activeDays),
    daily_cardiovascular_age: buildCardiovascularAge(scene, nights),
    vO2_max: buildVo2Max(scene, activeDays),
    sleep_time: buildSleepTime(scene, nights),
    workout: buildWorkouts(scene, activeDays),
    session: buildSessions(scene, activeDays),
    enhanced_tag: buildEnhancedTags(scene, activeDays),
    tag: buildTags(scene, activeDays),
    rest_mode_period: buildRestMode(scene),
    ring_configuration: buildRings(scene),
  };
}
