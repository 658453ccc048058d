import { parseArgs } from 'node:util';
import { analyse } from '../../src/analysis/analyse.ts';
import { dayNumber, weekdayOf } from '../../src/shared/day.ts';
import { mixed } from '../truth/nuisances.ts';
import { makePerson } from '../truth/person.ts';
import { plantChain } from '../truth/plant-links.ts';
import { medianOf } from '../truth/rates.ts';
import { printTable } from '../truth/text-table.ts';
import type { Person } from '../truth/truth.ts';
import { runPeer } from './peer.ts';
import { sameWork } from './same-work.ts';

/** How long one person takes, how that grows with the days, and what a good Python user would wait for less. */
const { values: options } = parseArgs({
  options: {
    repeat: { type: 'string', default: '40' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const repeat = Number(options.repeat);
const LENGTHS = [90, 180, 365, 730, 1460, 3650] as const;
const PEER_DAYS = 365;
/** With a pattern in it: earlier looks are analysed too, which is the dearest case. */
const subject = (days: number): Person =>
  makePerson({ scenario: 'speed', nuisances: mixed, plant: plantChain }, days, 1);

function medianTime(work: () => unknown): number {
  for (let run = 0; run < Math.ceil(repeat / 4); run++) work();
  const times = Array.from({ length: repeat }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
  return medianOf(times) ?? 0;
}

interface GrowthRow {
  readonly days: number;
  readonly milliseconds: number;
  readonly patterns: number;
  readonly peakMegabytes: number;
}

function growth(): GrowthRow[] {
  // The first lengths must not pay for the compiler.
  const warm = subject(365);
  for (let run = 0; run < 20; run++) analyse(warm.input);
  return LENGTHS.map((days) => {
    const { input } = subject(days);
    const milliseconds = medianTime(() => analyse(input));
    const report = analyse(input);
    const patterns = report.findings.filter(({ kind }) => kind === 'link' || kind === 'rule').length;
    return { days, milliseconds, patterns, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
  });
}

function compare() {
  const { input, start } = subject(PEER_DAYS);
  const series = [...input.series.values()];
  const weekdays = Uint8Array.from({ length: PEER_DAYS }, (_, day) => weekdayOf(dayNumber(start) + day));
  const values = series.map((one) => one.values);
  const columns = Object.fromEntries(
    series.map((one) => [one.metric, [...one.values].map((value) => (Number.isNaN(value) ? null : value))]),
  );
  const given = JSON.stringify({ start, columns });
  const rounds = Array.from({ length: Number(options.rounds) }, () => {
    const peer = runPeer(given, Math.max(5, Math.floor(repeat / 4)));
    const same = medianTime(() => sameWork({ values, weekdays }));
    const everything = medianTime(() => analyse(input));
    return { peer, same, everything, parts: sameWork({ values, weekdays }) };
  });
  // In turn, and the best round of each side: a busy machine slows one of them by chance.
  const best = (of: (round: (typeof rounds)[number]) => number) => Math.min(...rounds.map(of));
  const peer = rounds.every((round) => round.peer !== undefined)
    ? best((round) => round.peer?.median_ms ?? 0)
    : undefined;
  return {
    peer,
    peerParts: rounds.at(-1)?.peer?.parts_ms,
    same: best(({ same }) => same),
    sameParts: rounds.at(-1)?.parts,
    everything: best(({ everything }) => everything),
  };
}

const grown = growth();
const compared = compare();
if (options.json) console.log(JSON.stringify({ growth: grown, compared }));
else printBoth();

function printBoth(): void {
  const fixed = (value: number) => value.toFixed(1);
  console.log(
    printTable({
      title: 'One person, 25 metrics, everything (median after warm-up)',
      header: ['days', 'ms', 'ms per 1000 days', 'links and rules told', 'process peak MB'],
      rows: grown.map(({ days, milliseconds, patterns, peakMegabytes }) => [
        String(days),
        fixed(milliseconds),
        fixed((1000 * milliseconds) / days),
        String(patterns),
        fixed(peakMegabytes),
      ]),
      note: 'Links are read from the last 400 days; a report of ten years costs little more than one of a year.',
    }),
  );
  const { peer, peerParts, same, sameParts, everything } = compared;
  if (peer === undefined || peerParts === undefined) {
    console.log('No Python with pandas, scipy and statsmodels here: the comparison is left out.');
    console.log(`The peer's work by our recipes: ${fixed(same)} ms; everything: ${fixed(everything)} ms.`);
    return;
  }
  const parts = Object.keys(peerParts);
  const part = (from: Readonly<Record<string, number>> | undefined, name: string) =>
    from?.[name] === undefined ? '' : fixed(from[name]);
  console.log(
    printTable({
      title: `Beside pandas, scipy and statsmodels, ${PEER_DAYS} days (ms)`,
      header: ['part', 'Python', 'ours', 'ratio'],
      rows: [
        ...parts.map((name) => [name, part(peerParts, name), part(sameParts, name), '']),
        ["the peer's work", fixed(peer), fixed(same), `${fixed(peer / same)} x`],
        ['everything we tell', '', fixed(everything), `${fixed(peer / everything)} x`],
      ],
      note: 'The q values of "bh" are part of "spearman" on our side. Ours also removes season and trend and conditions on the common cause.',
    }),
  );
}
