import type { Finding } from '../domain/finding.ts';
import type { TimelineEvent } from '../domain/timeline.ts';
import type { GroundingContext } from './grounding-context.ts';
import { eventIds } from './mask.ts';

const NAMED: readonly (readonly [RegExp, TimelineEvent['kind']])[] = [
  [
    /\b(?:since|after|before|following|with|of|from|until|on|by) (?:the |her |his |your |this |that )?(?:\w+ )?(?:(?:dos(?:e|age) (?:change|increase|decrease|reduction|adjustment))|change (?:of|in) (?:the |her |his |your )?dose|(?:new|changed) dose)\b/i,
    'medication-dose',
  ],
  [
    /\b(?:since|after|before|following|with|from|until) (?:the |her |his |your |this )?(?:\w+ )?(?:timing change|change (?:of|in) (?:the )?(?:medication |medicine )?(?:time|timing))\b/i,
    'medication-timing',
  ],
  [
    /\b(?:since|after|before|following|from|until) (?:(?:the|her|his|your|this|a) )?(?:new (?:medication|medicine|tablet|drug)|(?:medication|medicine) was started)\b/i,
    'medication-start',
  ],
  [
    /\b(?:since|after|before|following|during) (?:the|her|his|your|this) (?:\w+ )?(?:trip|journey|flight)\b/i,
    'travel',
  ],
  [/\b(?:since|after|before|following|during) (?:the|her|his|your|this) (?:\w+ )?illness\b/i, 'illness'],
];

/** "Since the dose change" where no finding that is claimed knows of one. */
export function foreignEvents(
  text: string,
  cited: readonly Finding[],
  { timeline }: GroundingContext,
): string[] {
  const ids = new Set(eventIds(cited));
  const kinds = new Set<string>([
    ...timeline.filter(({ id }) => ids.has(id)).map(({ kind }) => kind),
    ...cited.flatMap(({ events }) => events.map(({ kind }) => kind)),
    ...cited.flatMap((finding) => (finding.kind === 'event-effect' ? [finding.event.kind] : [])),
  ]);
  return NAMED.flatMap(([pattern, kind]) => {
    const found = pattern.exec(text)?.[0];
    return found === undefined || kinds.has(kind) ? [] : [found];
  });
}
