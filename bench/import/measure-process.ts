import { spawnSync } from 'node:child_process';

export interface Measured {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
  readonly output: string;
}

interface Usage {
  readonly userCPUTime: number;
  readonly systemCPUTime: number;
  /** Kilobytes. */
  readonly maxRSS: number;
}

const MOST_OUTPUT = 64_000_000;
/** Loaded before the program: at the end it tells, beside the output, what the process took. */
const TELL_USAGE = `import { writeSync } from 'node:fs';
process.on('exit', () => writeSync(3, JSON.stringify(process.resourceUsage())));`;

/** One Node program in a process of its own, from its start to its end. */
export function measureProcess(args: readonly string[], environment: NodeJS.ProcessEnv): Measured {
  const began = performance.now();
  const child = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(TELL_USAGE)}`, ...args],
    { env: environment, encoding: 'utf8', maxBuffer: MOST_OUTPUT, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] },
  );
  const seconds = (performance.now() - began) / 1000;
  if (child.status !== 0) throw new Error(child.stderr);
  const usage = JSON.parse(child.output[3] as string) as Usage;
  return {
    seconds,
    cpuSeconds: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
    peakMegabytes: usage.maxRSS / 1024,
    output: child.stdout,
  };
}
