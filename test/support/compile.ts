import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

/**
 * Compiles one file and what it imports, as the build does, so that a test can run it as a process of its own on
 * plain Node. It lies outside the repository and is gone when the holder lets go of it.
 */
export async function compileForNode(entry: string): Promise<AsyncDisposable & { readonly script: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'rounds-compiled-'));
  await symlink(join(root, 'node_modules'), join(directory, 'node_modules'), 'junction');
  await writeFile(join(directory, 'package.json'), JSON.stringify({ type: 'module' }));
  const project = join(directory, 'tsconfig.json');
  await writeFile(
    project,
    JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions: { noEmit: false, noCheck: true, rootDir: root, outDir: directory, types: [] },
      include: [],
      files: [entry],
    }),
  );
  await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project]);
  return {
    script: join(directory, relative(root, entry).replace(/\.ts$/, '.js')),
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}
