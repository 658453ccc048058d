import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../src/shared/package-root.ts';

export interface PeerRun {
  readonly median_ms: number;
  readonly min_ms: number;
  readonly parts_ms: Readonly<Record<string, number>>;
}

const interpreters = ['/usr/bin/python3', 'python3'];

/** Undefined where no Python with pandas, scipy and statsmodels is to be found. */
export function runPeer(person: string, repeat: number): PeerRun | undefined {
  const python = interpreters.find(
    (name) => spawnSync(name, ['-c', 'import pandas, scipy, statsmodels']).status === 0,
  );
  if (python === undefined) return undefined;
  const script = join(packageRoot(), 'bench', 'speed', 'peer.py');
  // One core for both sides.
  const env = { ...process.env, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' };
  const { status, stdout, stderr } = spawnSync(python, [script, '--repeat', String(repeat)], {
    input: person,
    encoding: 'utf8',
    env,
  });
  if (status !== 0) throw new Error(`The peer failed: ${stderr}`);
  return JSON.parse(stdout) as PeerRun;
}
