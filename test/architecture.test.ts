import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The import table of ARCHITECTURE.md, enforced. */
const root = resolve(import.meta.dirname, '..');

/** Which rooms a room may import from. A room may always import from itself. */
const allowed: Record<string, readonly string[]> = {
  shared: [],
  stats: [],
  domain: ['shared'],
  config: ['shared'],
  knowledge: ['shared', 'domain'],
  analysis: ['shared', 'stats', 'domain'],
  vault: ['shared', 'domain'],
  sources: ['shared', 'domain'],
  llm: ['shared', 'domain'],
  queue: ['shared', 'domain'],
  metrics: ['shared', 'domain'],
  reports: ['shared', 'domain'],
  notify: ['shared', 'domain'],
  db: ['shared', 'domain', 'vault'],
  agents: ['shared', 'domain', 'llm'],
  demo: ['shared', 'domain'],
  jobs: [
    'shared',
    'domain',
    'config',
    'analysis',
    'vault',
    'sources',
    'llm',
    'queue',
    'reports',
    'notify',
    'db',
    'agents',
  ],
  web: ['shared', 'domain', 'reports'],
  http: ['shared', 'domain', 'reports', 'db', 'jobs', 'queue', 'metrics', 'web'],
  cli: ['shared', 'domain', 'reports', 'db', 'jobs', 'queue'],
};

/** The files an SDK may be named in, beside `app.ts` and `main.ts`, which hold none. */
const confined: Record<string, RegExp> = {
  bullmq: /^src\/queue\//,
  ioredis: /^src\/queue\//,
  'bullmq-otel': /^src\/open-telemetry\.ts$/,
  '@opentelemetry/api': /^src\/open-telemetry\.ts$/,
  '@opentelemetry/exporter-trace-otlp-http': /^src\/open-telemetry\.ts$/,
  '@opentelemetry/resources': /^src\/open-telemetry\.ts$/,
  '@opentelemetry/sdk-trace-node': /^src\/open-telemetry\.ts$/,
  '@electric-sql/pglite': /^src\/queue\//,
  kysely: /^db\//,
  'better-sqlite3': /^db\//,
  pg: /^(db|src\/queue)\//,
  '@anthropic-ai/sdk': /^src\/llm\/anthropic\.ts$/,
  openai: /^src\/llm\/openai\.ts$/,
  hono: /^src\/(http|web)\//,
  '@hono/node-server': /^src\/http\//,
  '@clack/prompts': /^src\/cli\//,
  commander: /^src\/cli\//,
  listr2: /^src\/cli\//,
  pino: /^src\/shared\/logger\.ts$/,
  echarts: /^src\/reports\//,
  pdfmake: /^src\/reports\//,
  nodemailer: /^src\/notify\/mail-(channel|message)\.ts$/,
  oauth4webapi: /^src\/sources\/oura\//,
  'prom-client': /^src\/metrics\//,
  '@bull-board/api': /^src\/(queue\/board\.ts|http\/)/,
  '@bull-board/hono': /^src\/http\//,
  yazl: /^src\/jobs\/export\/write-zip\.ts$/,
  saxes: /^src\/sources\/apple-health\//,
};

const MAX_FILE_LINES = 300;

interface Import {
  readonly from: string;
  readonly specifier: string;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

const files = ['src', 'agents', 'db', 'knowledge'].flatMap(sourceFiles);
const text = (file: string): string => readFileSync(join(root, file), 'utf8');
const importStatement =
  /^(?:import|export)\b[^;'"]*?\bfrom\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm;
const imports: Import[] = files.flatMap((from) =>
  [...text(from).matchAll(importStatement)].map((match) => ({
    from,
    specifier: (match[1] ?? match[2] ?? match[3]) as string,
  })),
);
const isRelative = ({ specifier }: Import): boolean => specifier.startsWith('.');
const target = ({ from, specifier }: Import): string => relative(root, resolve(root, from, '..', specifier));
const room = (file: string): string =>
  (file.startsWith('src/') ? file.split('/')[1] : file.split('/')[0]) as string;
/** The composition root: the files that lie directly in src/. */
const isRoot = (file: string): boolean => /^src\/[^/]+\.ts$/.test(file);

function findCycle(): string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const edge of imports.filter((candidate) => candidate.from === file && isRelative(candidate))) {
      const cycle = visit(target(edge), [...path, file]);
      if (cycle !== undefined) return cycle;
    }
    done.add(file);
    return undefined;
  };
  return files.map((file) => visit(file, [])).find((cycle) => cycle !== undefined);
}

/** What is loaded before a command begins: every file that is imported by more than its types, and not on demand. */
function loadedAtStart(entry: string): Set<string> {
  const loaded = new Set<string>();
  const load = (file: string) => {
    const statements = text(file).matchAll(/^(?:import|export)(?! type\b)[^;'"]*?\bfrom\s+'([^']+)'/gm);
    for (const [, specifier = ''] of statements) {
      const found = isRelative({ from: file, specifier }) ? target({ from: file, specifier }) : specifier;
      if (loaded.has(found)) continue;
      loaded.add(found);
      if (files.includes(found)) load(found);
    }
  };
  load(entry);
  return loaded;
}

const heavy = [
  'echarts',
  'pdfmake',
  'bullmq',
  'ioredis',
  'hono',
  'prom-client',
  'openai',
  '@anthropic-ai/sdk',
  '@electric-sql/pglite',
];

describe('architecture', () => {
  it('has only rooms that the table names', () => {
    const unknown = files.filter((file) => !isRoot(file) && allowed[room(file)] === undefined);
    expect(unknown).toEqual([]);
  });

  it('imports only downwards', () => {
    const forbidden = imports
      .filter(isRelative)
      .filter((edge) => !isRoot(edge.from) && room(edge.from) !== room(target(edge)))
      .filter((edge) => !allowed[room(edge.from)]?.includes(room(target(edge))))
      .map((edge) => `${edge.from} -> ${target(edge)}`);
    expect(forbidden).toEqual([]);
  });

  it('imports only files that exist, with their ending', () => {
    const missing = imports
      .filter(isRelative)
      .filter((edge) => !files.includes(target(edge)))
      .map((edge) => `${edge.from} -> ${edge.specifier}`);
    expect(missing).toEqual([]);
  });

  it('has no import cycle', () => {
    expect(findCycle()).toBeUndefined();
  });

  it('keeps each SDK in its room', () => {
    const strays = imports
      .filter((edge) => !isRelative(edge))
      .filter(({ from, specifier }) => {
        const [scope, name] = specifier.split('/');
        const packageName = specifier.startsWith('@') ? `${scope}/${name}` : (scope as string);
        return confined[packageName] !== undefined && !confined[packageName].test(from);
      })
      .map(({ from, specifier }) => `${from} -> ${specifier}`);
    expect(strays).toEqual([]);
  });

  it('loads what is large only for those who need it', () => {
    const packages = [...loadedAtStart('src/main.ts')];
    expect(packages).toContain('commander');
    expect(
      heavy.filter((name) => packages.some((one) => one === name || one.startsWith(`${name}/`))),
    ).toEqual([]);
  });

  it('reads the environment in one file', () => {
    expect(files.filter((file) => text(file).includes('process.env'))).toEqual(['src/config/env.ts']);
  });

  it('keeps the pure rooms free of clock, chance and input', () => {
    const pure = files.filter((file) => /^src\/(stats|domain|analysis|reports)\//.test(file));
    const impure =
      /\bDate\.now\(|new Date\(\)|Math\.random\(|from 'node:(fs|net|http|child_process)|\bfetch\(/;
    expect(pure.filter((file) => impure.test(text(file)))).toEqual([]);
  });

  it(`keeps every file under ${MAX_FILE_LINES} lines`, () => {
    expect(files.filter((file) => text(file).split('\n').length > MAX_FILE_LINES)).toEqual([]);
  });
});
