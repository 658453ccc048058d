import type { PageChart } from '../../domain/page.ts';
import { chartColours } from './palette.ts';

/** The person's own usual range as an area; its edges are drawn as each drawing has room for them. */
export function bandArea({ low, high }: NonNullable<PageChart['band']>) {
  return {
    silent: true,
    itemStyle: { color: chartColours.band },
    data: [[{ yAxis: low }, { yAxis: high }]],
  };
}
