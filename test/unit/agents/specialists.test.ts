import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Agent } from '../../../agents/agent.ts';
import { agentsAddressed } from '../../../agents/agents-addressed.ts';
import { cycle } from '../../../agents/cycle.ts';
import { judge } from '../../../agents/judge.ts';
import { lifestyle } from '../../../agents/lifestyle.ts';
import { metabolic } from '../../../agents/metabolic.ts';
import { buildPacket, type PacketSources } from '../../../agents/packet.ts';
import { recovery } from '../../../agents/recovery.ts';
import { allAgents } from '../../../agents/registry.ts';
import { wellbeing } from '../../../agents/wellbeing.ts';
import { agentIds } from '../../../src/domain/agent-id.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import { profileSections } from '../../../src/domain/packet.ts';
import { emptyProfile, type Profile } from '../../../src/domain/profile.ts';
import { timelineOf } from '../../../src/domain/timeline.ts';
import { lexiconOf } from '../../../src/llm/lexicon.ts';
import { addDays, type Day, parseDay } from '../../../src/shared/day.ts';
import { asOf } from './changes-arbitrary.ts';
import { findingsArbitrary } from './findings-arbitrary.ts';
import { appointment, deepSleepShift, heartRateShift, knowledge, report, timeline } from './seed-story.ts';

const day = parseDay('2026-03-10');
/** One word in each section that stands nowhere else. */
const profile: Profile = {
  ...emptyProfile,
  conditions: [{ name: 'markcondition' }],
  allergies: [{ name: 'markallergy' }],
  medications: [{ name: 'Markdrug', events: [{ day, action: 'dose', dose: '5 mg' }] }],
  adherence: [{ day, medication: 'markadherence', taken: 'missed' }],
  labs: [{ day, analyte: 'marklab', value: 1, unit: 'u' }],
  appointments: [{ day, clinician: 'Dr Markappointment', questions: ['markquestion'] }],
  events: [{ day, kind: 'travel', label: 'markevent' }],
  cycle: [{ day, kind: 'period-start', label: 'markcycle' }],
  notes: [{ day, author: 'markauthor', text: 'marknote' }],
  visits: [{ day, clinician: 'Dr Visit', said: 'markvisit', agreed: [], points: [] }],
};
const marks: Record<(typeof profileSections)[number], string> = {
  conditions: 'markcondition',
  allergies: 'markallergy',
  medications: 'markdrug',
  adherence: 'markadherence',
  labs: 'marklab',
  appointments: 'markappointment',
  events: 'markevent',
  cycle: 'markcycle',
  notes: 'marknote',
};
const before = (kind: string, id: string): Finding['events'][number] => ({ id, kind, day, daysBefore: 3 });
const forAll = (finding: Finding): Finding => ({
  ...finding,
  agents: [...agentIds],
  events: [
    before('medication-dose', 'event-of-medicine'),
    before('travel', 'event-of-life'),
    before('cycle-period-start', 'event-of-cycle'),
  ],
});
const sources: PacketSources = {
  report: { ...report, findings: [forAll(deepSleepShift)] },
  profile,
  timeline: timelineOf(profile),
  appointment: undefined,
  knowledge,
  mornings: [{ day, reporter: 'self', symptoms: 'markmorning', notes: '' }],
};

describe('what a specialist sees', () => {
  it.each(allAgents.map((agent) => [agent.id, agent] as const))(
    '%s: its sections, and no other',
    (_id, agent) => {
      const text = JSON.stringify(buildPacket(agent, sources)).toLowerCase();
      for (const section of profileSections) {
        const isRead = agent.reads.sections.includes(section);
        expect(text.includes(marks[section]), section).toBe(isRead);
      }
      expect(text).not.toMatch(/markquestion|markauthor|markvisit/);
      expect(text.includes('markmorning')).toBe(agent === wellbeing || agent === lifestyle);
      const reads = (section: 'medications' | 'events' | 'cycle') => agent.reads.sections.includes(section);
      expect(text.includes('event-of-medicine')).toBe(reads('medications'));
      expect(text.includes('event-of-life')).toBe(reads('events'));
      expect(text.includes('event-of-cycle')).toBe(reads('cycle'));
    },
  );

  it('keeps allergies, notes and the cycle to few', () => {
    const readers = (section: (typeof profileSections)[number]) =>
      allAgents.filter(({ reads }) => reads.sections.includes(section)).map(({ id }) => id);
    expect(readers('cycle')).toEqual(['cycle']);
    expect(readers('notes')).toEqual(['wellbeing']);
    expect(readers('allergies')).toEqual([]);
  });
});

describe('who is asked', () => {
  const asked = (...findings: Finding[]) => [...agentsAddressed(allAgents, findings)];

  it('nobody without a finding, nobody for a hint', () => {
    expect(asked()).toEqual([]);
    expect(asked({ ...forAll(deepSleepShift), grade: 'watch' })).toEqual([]);
  });

  it('only whom a finding names, and who reads its kind', () => {
    expect(asked({ ...deepSleepShift, agents: ['wellbeing'] })).toEqual(['wellbeing']);
    const link: Finding = {
      ...deepSleepShift,
      kind: 'link',
      metrics: ['hrv', 'fatigue'],
      cause: 'hrv',
      effect: 'fatigue',
      lag: 1,
      r: 0.4,
      slope: 1,
      slopeUnit: '',
      interval: [0.3, 0.5],
      agents: ['recovery', 'cycle', 'medications'],
    };
    expect(asked(link)).toEqual(['recovery']);
  });

  it('exactly those who get a packet with something in it', () => {
    fc.assert(
      fc.property(findingsArbitrary, (findings) => {
        const own = { ...sources, report: { ...report, findings } };
        const spoken = allAgents.filter((agent) => buildPacket(agent, own).findings.length > 0);
        expect(asked(...findings)).toEqual(spoken.map(({ id }) => id));
      }),
      { seed: 20260324, numRuns: 100 },
    );
  });
});

const lexicon = lexiconOf(knowledge);

/** What an agent says without a model, and what stands against it. */
function told(agent: Agent, findings: readonly Finding[], own: Partial<PacketSources> = {}) {
  const addressed = findings.map((finding) => ({ ...finding, agents: [agent.id] }));
  const packet = buildPacket(agent, {
    ...sources,
    profile: emptyProfile,
    timeline,
    appointment,
    ...own,
    report: { ...report, findings: addressed, ...(own.report ?? {}) },
  });
  const points = agent.narrate(packet);
  return { packet, points, faults: points.flatMap((point) => judge(point, packet, lexicon)) };
}

const night = (metric: string, value: number, baseline: readonly [number, number, number]): Finding => ({
  ...heartRateShift,
  id: `night-${metric}`,
  kind: 'deviation',
  metrics: [metric],
  metric,
  value,
  baseline: { median: baseline[0], low: baseline[1], high: baseline[2], nights: 60 },
  z: 4,
  from: '2026-03-24',
  to: '2026-03-24',
  events: [],
});

describe('the cycle specialist', () => {
  const start = (text: string) => ({ kind: 'period-start' as const, day: parseDay(text) });
  const entries = [start('2025-12-14'), start('2026-01-11'), start('2026-02-08'), start('2026-03-08')];
  const warm: Finding = {
    ...night('temperatureDeviation', 0.45, [0, -0.15, 0.15]),
    events: [{ id: 'c', kind: 'cycle-period-start', day: '2026-03-08', daysBefore: 16 }],
  };

  it('tells the day that the night is counted from, and the part of the cycle as far as it is known', () => {
    const own = { profile: { ...emptyProfile, cycle: entries } };
    const { points, faults } = told(cycle, [warm], own);
    expect(faults).toEqual([]);
    // 28-day cycles: ovulation about 22 March (8 March and 14 days), two days either side.
    expect(points[0]?.text).toBe(
      'Night temperature against own usual was 0.45 °C on 24 March, higher than the usual −0.15 to 0.15 °C (60 nights). The last period began on 8 March, 16 days before. As far as the entries tell, it was in the middle of the cycle.',
    );
    expect(points[0]?.question).toBe(
      'Could we talk about what may stand behind the higher night temperature against own usual, and whether the time in the cycle belongs to it?',
    );
    expect(points[0]?.citations).toContain('alzueta-2022-menstrual-oura');
  });

  it('leaves the part out where the entries do not tell it, and for changes of weeks', () => {
    const one = told(cycle, [warm], { profile: { ...emptyProfile, cycle: entries.slice(-1) } });
    expect(one.points[0]?.text).toMatch(/16 days before\.$/);
    const shift: Finding = {
      ...heartRateShift,
      events: [{ id: 'c', kind: 'cycle-period-start', day: '2026-03-08', daysBefore: 0 }],
    };
    const many = told(cycle, [shift], { profile: { ...emptyProfile, cycle: entries } });
    expect(many.faults).toEqual([]);
    expect(many.points[0]?.text).toMatch(/The last period began on that day, 8 March\.$/);
  });

  it('says nothing, over random findings, that the checks would refuse', () => {
    const kinds = [
      'cycle-period-start',
      'cycle-pregnancy-start',
      'cycle-hormones-start',
      'cycle-perimenopause',
    ];
    const place = fc.record({ kind: fc.constantFrom(...kinds), age: fc.integer({ min: 0, max: 40 }) });
    fc.assert(
      fc.property(findingsArbitrary, place, (findings, { kind, age }) => {
        const dated = findings
          .filter((finding) => cycle.reads.kinds.includes(finding.kind))
          .map((finding): Finding => {
            const onset = finding.kind === 'shift' ? finding.onset : finding.from;
            const own = (finding.kind === 'deviation' ? finding.to : onset) as Day;
            return {
              ...finding,
              events: [{ id: 'c', kind, day: addDays(own, -age), daysBefore: age }],
            };
          });
        const { points, faults } = told(cycle, dated, {
          profile: { ...emptyProfile, cycle: entries },
          report: { ...report, asOf, findings: dated.map((finding) => ({ ...finding, agents: ['cycle'] })) },
        });
        const text = points.map((point) => `${point.text} | ${point.question}`).join('\n');
        expect(
          faults.filter(({ kind: fault }) => fault !== 'claim'),
          text,
        ).toEqual([]);
      }),
      { seed: 20260324, numRuns: 300 },
    );
  });
});

describe('the other specialists', () => {
  it('wellbeing tells which of the two witnesses changed', () => {
    const shift: Finding = { ...heartRateShift, events: [] };
    const discordance: Finding = {
      ...heartRateShift,
      kind: 'discordance',
      id: 'discordance',
      metrics: ['restingHeartRate', 'fatigue'],
      metric: 'restingHeartRate',
      answer: 'fatigue',
      events: [],
    };
    const { points, faults } = told(wellbeing, [shift, discordance]);
    expect(faults).toEqual([]);
    expect(points.map(({ text }) => text)).toContain(
      'Resting heart rate from the ring and fatigue from the check-in do not say the same: resting heart rate has changed, and in fatigue no lasting change was seen.',
    );
    expect(told(wellbeing, [discordance]).points[0]?.text).toMatch(
      /one has changed, and in the other no lasting change was seen\.$/,
    );
  });

  it('metabolic tells how many results there are, and of which day the last is', () => {
    const lab: Finding = {
      ...heartRateShift,
      kind: 'lab-link',
      id: 'lab',
      metric: 'restingHeartRate',
      n: 7,
      direction: 'down',
      analyte: 'TSH',
      unit: 'mIU/L',
      labDay: '2026-03-02',
      windowDays: 90,
      events: [],
    };
    const { points, faults } = told(metabolic, [lab]);
    expect(faults).toEqual([]);
    expect(points[0]?.text).toBe(
      'From one TSH result to the next, resting heart rate over the 90 days up to each moved the opposite way (7 results; the last result is of 2 March).',
    );
    expect(points[0]?.question).toBe('Could we look at the TSH result together with resting heart rate?');
    expect(points[0]?.citations).toContain('biondi-2008-subclinical-thyroid');
  });

  it('lifestyle tells a habit under its own name, with studies of that habit', () => {
    const wine = { slug: 'custom:evening-wine', label: 'Evening wine', unit: 'glasses', decimals: 1 };
    const link: Finding = {
      ...heartRateShift,
      kind: 'link',
      id: 'wine',
      n: 120,
      metrics: [wine.slug, 'hrv'],
      cause: wine.slug,
      effect: 'hrv',
      lag: 1,
      r: -0.35,
      interval: [-0.5, -0.2],
      slope: -1,
      slopeUnit: 'ms per glass',
      events: [],
    };
    const { points, faults } = told(lifestyle, [link], {
      report: { ...report, customMetrics: [wine], findings: [{ ...link, agents: ['lifestyle'] }] },
    });
    expect(faults).toEqual([]);
    expect(points[0]?.text).toMatch(/Evening wine, heart rate variability tended to be/);
    expect(points[0]?.citations).toContain('pietila-2018-alcohol-hrv');
  });

  it('lifestyle tells what followed a trip in the person’s own words', () => {
    const trip: Profile = { ...emptyProfile, events: [{ day, kind: 'travel', label: 'Flight to Lisbon' }] };
    const own = timelineOf(trip);
    const effect: Finding = {
      ...deepSleepShift,
      kind: 'event-effect',
      metric: 'deepSleep',
      event: { id: own[0]?.id ?? '', kind: 'travel', day },
      overlapping: [],
      before: { mean: 82, n: 60, from: '2026-01-09', to: '2026-03-09' },
      after: { mean: 64, n: 14, from: '2026-03-10', to: '2026-03-24' },
      difference: -18,
      interval: [-25, -11],
      events: [{ id: own[0]?.id ?? '', kind: 'travel', day, daysBefore: 0 }],
    };
    const { points, faults } = told(lifestyle, [effect], { profile: trip, timeline: own });
    expect(faults).toEqual([]);
    expect(points[0]?.text).toBe(
      'Deep sleep averaged 1 hour 4 minutes over 14 nights after “Flight to Lisbon” on 10 March, against 1 hour 22 minutes over the 60 nights before: 18 minutes lower.',
    );
  });

  it('recovery tells movement', () => {
    const fewer = {
      ...heartRateShift,
      id: 'steps',
      metrics: ['steps'],
      metric: 'steps',
      direction: 'down',
      before: { mean: 5200, n: 62, from: '2026-01-05', to: '2026-03-07' },
      after: { mean: 3900, n: 17, from: '2026-03-08', to: '2026-03-24' },
      difference: -1300,
      differenceSd: -1.1,
      interval: [-1700, -900],
      events: [],
    } as Finding;
    const { points, faults } = told(recovery, [fewer]);
    expect(faults).toEqual([]);
    expect(points[0]?.text).toMatch(
      /^Steps have averaged 3,900 over the last 17 days, against a usual 5,200 before/,
    );
  });
});
