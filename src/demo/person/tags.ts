import { addDays, type Day } from '../../shared/day.ts';
import type { DailyDocument } from './daily-documents.ts';
import { documentId } from './ids.ts';
import { createRandom } from './random.ts';
import { dayOf, type PersonDocument, type Scene } from './scene.ts';

/** Each way a tag can be written, in turn, so that a short history has them all. */
const ways = [
  { tag_type_code: 'tag_sleep_latemeal', comment: null },
  { tag_type_code: 'tag_generic_nocaffeine', comment: '' },
  { tag_type_code: 'custom', custom_name: 'exercise band', comment: null },
  { tag_type_code: null, comment: 'builders next door' },
  { tag_type_code: 'tag_generic_sauna', minutes: 20, comment: null },
  { tag_type_code: 'tag_generic_coffee', comment: 'two cups' },
] as const;

export function buildEnhancedTags(scene: Scene, days: readonly number[]): PersonDocument[] {
  const { seed, zone } = scene;
  const random = createRandom(seed, 'enhanced-tags');
  const tagged = days.filter(() => random.chance(0.07));
  return tagged.map((index, order) => {
    const day = dayOf(scene, index);
    const way: (typeof ways)[number] = ways[order % ways.length] ?? ways[0];
    const start = zone.instant(day, 19 * 3600 + random.between(0, 3 * 3600));
    const end = 'minutes' in way ? zone.write(start + way.minutes * 60_000) : null;
    return {
      id: documentId(seed, 'enhanced_tag', day),
      tag_type_code: way.tag_type_code,
      start_time: zone.write(start),
      end_time: end,
      start_day: day,
      end_day: end === null ? null : day,
      comment: way.comment,
      custom_name: 'custom_name' in way ? way.custom_name : null,
    };
  });
}

/** The older kind, from before the person's app was renewed. */
export function buildTags(scene: Scene, days: readonly number[]): DailyDocument[] {
  const { seed, zone } = scene;
  const random = createRandom(seed, 'tags');
  const early = days.slice(0, Math.floor(days.length / 3)).filter(() => random.chance(0.08));
  return early.map((index, order) => {
    const day = dayOf(scene, index);
    return {
      id: documentId(seed, 'tag', day),
      day,
      text: order % 2 === 0 ? null : 'visitors until late',
      timestamp: zone.write(zone.instant(day, 20 * 3600 + random.between(0, 3600))),
      tags: order % 3 === 0 ? [] : ['tag_generic_visitors'],
    };
  });
}

const coldFrom = -118;
const coldTo = -116;

/** A cold, in a history long enough to hold it apart from the story. */
export function buildRestMode({ seed, firstDay, lastDay, zone }: Scene): PersonDocument[] {
  const [start, end] = [addDays(lastDay, coldFrom), addDays(lastDay, coldTo)];
  if (start <= firstDay) return [];
  const at = (day: Day, hour: number): string => zone.write(zone.instant(day, hour * 3600));
  return [
    {
      id: documentId(seed, 'rest_mode_period', 'cold'),
      start_day: start,
      start_time: at(start, 9),
      end_day: end,
      end_time: at(end, 18),
      episodes: [
        { tags: ['tag_generic_cold'], timestamp: at(start, 9) },
        { tags: [], timestamp: at(addDays(start, 1), 10) },
      ],
    },
  ];
}
