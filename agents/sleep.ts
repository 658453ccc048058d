import { findingKinds } from '../src/domain/finding.ts';
import { specialist } from './specialist.ts';

export const sleep = specialist({
  id: 'sleep',
  title: 'Sleep specialist',
  reads: {
    kinds: findingKinds,
    sections: ['conditions', 'medications', 'appointments', 'events'],
  },
  prompt: 'sleep.md',
});
