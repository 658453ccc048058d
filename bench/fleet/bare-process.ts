import { openBareFlows, redisConnect } from './bare-flows.ts';

/** A worker of empty flows in a process of its own; it tells its parent of every round that is through. */
interface Settings {
  readonly queue:
    | { readonly kind: 'redis'; readonly url: string }
    | { readonly kind: 'embedded'; readonly directory: string };
}

const { queue } = JSON.parse(process.argv[2] as string) as Settings;
const flows = await open();
flows.work(() => process.send?.('round'));
process.on('message', (rounds: number) => void flows.enqueue(rounds));
process.once('disconnect', () => process.exit());
process.send?.('ready');

async function open() {
  if (queue.kind === 'redis') return openBareFlows(redisConnect(queue.url), '{bare}');
  const { openEmbeddedBackend } = await import('../../src/queue/backends/embedded.ts');
  return openBareFlows((await openEmbeddedBackend(queue.directory)).connect);
}
