import { findingKinds } from '../src/domain/finding.ts';
import { specialist } from './specialist.ts';

/** Speaks of movement, strain and readiness. What a day should ask of somebody is decided by rules, in `recovery/`. */
export const recovery = specialist({
  id: 'recovery',
  title: 'Recovery and activity specialist',
  reads: { kinds: findingKinds, sections: ['conditions', 'events', 'appointments'] },
  prompt: 'recovery.md',
});
