import { describeConformance } from '../support/queue/conformance.ts';
import { redisSite } from '../support/queue/site.ts';
import { describeWithService } from '../support/services/available.ts';

describeWithService('redis', 'queue on Redis', (location) =>
  describeConformance(() => redisSite(location())),
);
