import type { FindingOf } from '../../../../src/domain/finding.ts';
import type { Told } from './changes.ts';
import { capital } from './phrasing.ts';

export function labLink(finding: FindingOf<'lab-link'>, { p }: Told): string[] {
  const name = p.name(p.metric(finding.metric));
  const Name = capital(name);
  const lab = finding.analyte;
  const day = p.day(finding.labDay);
  const together = finding.direction !== 'down';
  const how = together ? 'together' : 'in opposite directions';
  const goes = together ? 'in the same direction as' : 'in the opposite direction to';
  const n = finding.n;
  return [
    `${lab} and ${name} moved ${how} from one result to the next.`,
    `From result to result, ${name} moved ${goes} ${lab}. The most recent result is from ${day}.`,
    `The last ${lab} result is from ${day}.  Over ${n} results it moved ${how} with ${name}.`.replace(
      '  ',
      ' ',
    ),
    `${Name} in the ${finding.windowDays} days before each blood test moved ${how} with ${lab}.`,
    `Across ${n} results, ${lab} and ${name} went ${how}.`,
    `${Name} changed ${goes} ${lab} between results (latest ${day}).`,
    `Looking at ${n} ${lab} results, ${name} in the weeks before went ${goes} it.`,
    `${lab} was last measured on ${day}. From one result to the next, ${name} moved ${how} with it.`,
    `When ${lab} changed, ${name} changed ${how === 'together' ? 'with it' : 'the other way'}.`,
    `There are ${n} ${lab} results so far, and ${name} moved ${how} with them.`,
    `${Name} and ${lab} have moved ${how} (last result: ${day}).`,
    `Between blood tests, ${name} and ${lab} moved ${how}.`,
    `A link was seen between ${lab} and ${name}: they move ${how}.`,
    `The ${lab} test of ${day} is the latest of ${n}; ${name} in the time before moved ${how} with it.`,
    `Over the ${finding.windowDays} days before each test, ${name} went ${goes} ${lab}.`,
    `${lab} results and ${name} have gone ${how}, the last time on ${day}.`,
  ];
}

export function discordance(finding: FindingOf<'discordance'>, { p }: Told): string[] {
  const [metric, answer] = [p.name(p.metric(finding.metric)), p.name(p.metric(finding.answer))];
  const [Metric, Answer] = [capital(metric), capital(answer)];
  const since = p.day(finding.from);
  return [
    `${Metric} from the ring and ${answer} from the check-in tell different stories.`,
    `The ring and the check-in disagree: ${metric} on one side, ${answer} on the other.`,
    `${Metric} and ${answer} do not match.`,
    `One of ${metric} and ${answer} has changed, the other has not.`,
    `What the ring says about ${metric} is not what the check-ins say about ${answer}.`,
    `Since ${since}, ${metric} and ${answer} have not agreed.`,
    `${Answer}, as told in the mornings, does not fit ${metric} as measured by the ring.`,
    `There is a mismatch between ${metric} and ${answer} since ${since}.`,
    `The check-in answers on ${answer} and the ring's ${metric} do not point the same way.`,
    `${Metric} (ring) and ${answer} (check-in) differ; neither need be wrong.`,
    `It is worth noting that ${metric} and ${answer} do not say the same.`,
    `While ${metric} says one thing, ${answer} says another.`,
    `${Metric} changed and ${answer} did not, or the other way round; the two disagree since ${since}.`,
    `Measured ${metric} and felt ${answer} have come apart.`,
    `The two witnesses, ${metric} and ${answer}, do not agree.`,
    `From ${since} on, ${metric} and ${answer} have told two different stories.`,
  ];
}
