/** How a round stands, as the web page and its readers over HTTP are told. */
export interface RoundView {
  readonly id: string;
  readonly person: string;
  readonly asOf: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly startedAt: string;
  readonly finishedAt?: string;
  /** Why there is no page. */
  readonly reason?: string;
  readonly steps: readonly StepView[];
}

export interface StepView {
  /** As the database names it: "sync", "consult:sleep". */
  readonly step: string;
  readonly title: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'left-out';
  /** The state in words, with its time. */
  readonly told: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
}

interface RoundFacts {
  readonly id: string;
  readonly asOf: string;
  readonly state: RoundView['state'];
  readonly createdAt: string;
  readonly finishedAt: string | undefined;
  readonly reason: string | undefined;
}

interface StepFacts {
  readonly step: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly startedAt: string;
  readonly finishedAt: string | undefined;
  readonly reason: string | undefined;
}

const CONSULT = 'consult:';
const before = ['sync', 'analyse'] as const;
const after = ['coordinate', 'publish'] as const;
const titles: Readonly<Record<string, string>> = {
  sync: 'Sync with Oura',
  analyse: 'Look for what changed',
  coordinate: 'Put the talking points together',
  publish: 'Write the page',
};

/** Every round has the same frame; which specialists speak is known when they begin. */
export function roundView(
  person: { readonly slug: string; readonly timezone: string },
  round: RoundFacts,
  rows: readonly StepFacts[],
): RoundView {
  const byStep = new Map(rows.map((row) => [row.step, row]));
  const consults = [...byStep.keys()].filter((step) => step.startsWith(CONSULT)).sort();
  const ended = round.state !== 'running';
  return {
    id: round.id,
    person: person.slug,
    asOf: round.asOf,
    state: round.state,
    startedAt: round.createdAt,
    ...(round.finishedAt !== undefined && { finishedAt: round.finishedAt }),
    ...(round.reason !== undefined && { reason: round.reason }),
    steps: [...before, ...consults, ...after].map((step) => {
      const row = byStep.get(step);
      return row === undefined
        ? { step, title: stepTitle(step), ...(ended ? leftOut : waiting) }
        : stepView(row, person.timezone, ended);
    }),
  };
}

/** What a step is called in front of a person: "consult:sleep" is the specialist for sleep. */
export function stepTitle(step: string): string {
  if (!step.startsWith(CONSULT)) return titles[step] ?? step;
  return `Specialist: ${step.slice(CONSULT.length).replaceAll('-', ' ')}`;
}

const waiting = { state: 'waiting', told: 'waiting' } as const;
const leftOut = { state: 'left-out', told: 'not done' } as const;

function stepView(row: StepFacts, timeZone: string, ended: boolean): StepView {
  const { step, startedAt, finishedAt } = row;
  const times = { startedAt, ...(finishedAt !== undefined && { finishedAt }) };
  // Nobody is at it any more once the round has ended.
  const stand = ended && row.state === 'running' ? leftOut : { state: row.state, told: tell(row, timeZone) };
  return { step, title: stepTitle(step), ...stand, ...times };
}

function tell({ state, startedAt, finishedAt, reason }: StepFacts, timeZone: string): string {
  if (state === 'failed') return `failed: ${reason ?? 'no reason is known'}`;
  if (state === 'running') return `running since ${timeOfDay(startedAt, timeZone)}`;
  return finishedAt === undefined ? 'done' : `done in ${spellDuration(startedAt, finishedAt)}`;
}

function timeOfDay(time: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone }).format(new Date(time));
}

function spellDuration(from: string, to: string): string {
  const seconds = Math.max(0, Date.parse(to) - Date.parse(from)) / 1_000;
  if (seconds < 0.1) return 'under 0.1 s';
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
