import { findingKinds } from '../src/domain/finding.ts';
import { specialist } from './specialist.ts';

/** Speaks of laboratory results and weight. */
export const metabolic = specialist({
  id: 'metabolic',
  title: 'Laboratory and metabolism specialist',
  reads: { kinds: findingKinds, sections: ['conditions', 'medications', 'labs', 'appointments'] },
  prompt: 'metabolic.md',
});
