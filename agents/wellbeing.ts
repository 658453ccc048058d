import { findingKinds } from '../src/domain/finding.ts';
import { specialist } from './specialist.ts';

/** Speaks of what somebody feels: the one witness besides the ring. */
export const wellbeing = specialist({
  id: 'wellbeing',
  title: 'Wellbeing specialist',
  reads: { kinds: findingKinds, sections: ['conditions', 'events', 'notes', 'appointments'] },
  readsMornings: true,
  prompt: 'wellbeing.md',
});
