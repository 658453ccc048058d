import { describeConformance } from '../support/queue/conformance.ts';
import { postgresSite } from '../support/queue/site.ts';
import { describeWithService } from '../support/services/available.ts';

describeWithService('postgres', 'queue on PostgreSQL', (location) =>
  describeConformance(() => postgresSite(location())),
);
