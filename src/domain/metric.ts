import type { AgentId } from './agent-id.ts';
import { habitsIn, isAboutBody } from './lifestyle-words.ts';
import { type MetricShape, metricCatalogue } from './metric-catalogue.ts';

export interface Metric extends MetricShape {
  readonly slug: string;
  readonly decimals: number;
}

/** How a metric is told that a person named themselves; the catalogue cannot know it. */
export interface CustomMetric extends Pick<Metric, 'label' | 'unit' | 'decimals'> {
  /** `custom:<slug>`: a namespace of its own, `custom:hrv` is not `hrv`. */
  readonly slug: string;
}

/** What brings the names of such metrics along: a report, a packet, a page. */
export interface Naming {
  readonly customMetrics?: readonly CustomMetric[] | undefined;
}

export type MetricSlug = keyof typeof metricCatalogue;

const shapes: Readonly<Record<string, MetricShape>> = metricCatalogue;

export const metricSlugs = Object.keys(metricCatalogue) as readonly MetricSlug[];

const catalogued: ReadonlyMap<string, Metric> = new Map(
  Object.entries(shapes).map(([slug, shape]) => [slug, { decimals: 0, ...shape, slug }]),
);

export function findMetric(slug: string, { customMetrics = [] }: Naming = {}): Metric | undefined {
  const known = catalogued.get(slug);
  if (known !== undefined) return known;
  if (!isCustomSlug(slug)) return undefined;
  return toMetric(customMetrics.find((metric) => metric.slug === slug) ?? unnamed(slug));
}

export function getMetric(slug: string, naming: Naming = {}): Metric {
  const metric = findMetric(slug, naming);
  if (metric === undefined) throw new RangeError(`Not in the metric catalogue: ${slug}`);
  return metric;
}

const CUSTOM = 'custom:';

export function isCustomSlug(slug: string): boolean {
  return slug.startsWith(CUSTOM);
}

export function customSlug(slug: string): string {
  return `${CUSTOM}${slug}`;
}

/** Without its definition a metric is still known by its slug. */
function unnamed(slug: string): CustomMetric {
  return { slug, label: slug.slice(CUSTOM.length).replaceAll('-', ' '), unit: '', decimals: 1 };
}

function toMetric({ slug, label, unit, decimals }: CustomMetric): Metric {
  return {
    slug,
    label,
    unit,
    families: [slug],
    plausible: [-1e9, 1e9],
    agents: [ownerOf(`${slug.slice(CUSTOM.length)} ${label}`)],
    span: 'day',
    decimals,
  };
}

/** By its name and its slug: what is neither a habit nor of the body is how somebody feels. */
function ownerOf(words: string): AgentId {
  if (isAboutBody(words)) return 'metabolic';
  return habitsIn(words).length > 0 ? 'lifestyle' : 'wellbeing';
}

export function isPlausible(metric: Metric, value: number): boolean {
  return Number.isFinite(value) && value >= metric.plausible[0] && value <= metric.plausible[1];
}

export function shareFamily(left: Metric, right: Metric): boolean {
  return left.families.some((family) => right.families.includes(family));
}

/** Kept as minutes from midnight, and only readable as a clock shows them. */
export const clockMetrics: ReadonlySet<string> = new Set<MetricSlug>([
  'bedtime',
  'wakeTime',
  'sleepMidpoint',
]);
