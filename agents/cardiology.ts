import { findingKinds } from '../src/domain/finding.ts';
import { specialist } from './specialist.ts';

export const cardiology = specialist({
  id: 'cardiology',
  title: 'Heart and circulation specialist',
  reads: {
    kinds: findingKinds,
    sections: ['conditions', 'medications', 'labs', 'appointments', 'events'],
  },
  prompt: 'cardiology.md',
});
