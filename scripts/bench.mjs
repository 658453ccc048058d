import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, root } from './setup.mjs';

ensureInstalled();
ensureBuilt();

const [name, ...args] = process.argv.slice(2);
const result = spawnSync(process.execPath, [join(root, 'dist', 'bench', name, 'run.js'), ...args], {
  stdio: 'inherit',
});
process.exitCode = result.status ?? 1;
