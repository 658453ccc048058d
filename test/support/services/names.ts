export type ServiceName = 'redis' | 'postgres' | 'chromium';

interface ServiceDescription {
  readonly title: string;
  readonly variable: string;
  readonly advice: string;
}

/** Free of imports: the report reads it outside of the tests. */
export const services: Readonly<Record<ServiceName, ServiceDescription>> = {
  redis: {
    title: 'Redis',
    variable: 'ROUNDS_TEST_REDIS_URL',
    advice: 'Run "apt-get install redis-server", or set ROUNDS_TEST_REDIS_URL.',
  },
  postgres: {
    title: 'PostgreSQL',
    variable: 'ROUNDS_TEST_POSTGRES_URL',
    advice: 'Run "apt-get install postgresql", or set ROUNDS_TEST_POSTGRES_URL.',
  },
  chromium: {
    title: 'Chromium',
    variable: 'CHROMIUM_PATH',
    advice: 'Run "apt-get install chromium", or set CHROMIUM_PATH.',
  },
};

export const serviceNames = ['redis', 'postgres', 'chromium'] as const satisfies readonly ServiceName[];

/** Stands in the name of a skipped suite, for the report to find. */
export function leftOutMark(service: ServiceName): string {
  return `[left out: no ${service}]`;
}
