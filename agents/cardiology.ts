import { specialist } from './specialist.ts';

export const cardiology = specialist({
  id: 'cardiology',
  title: 'Heart and circulation specialist',
  reads: {
    kinds: [
      'deviation',
      'shift',
      'drift',
      'link',
      'rule',
      'chain',
      'event-effect',
      'lab-link',
      'discordance',
      'red-flag',
    ],
    sections: ['conditions', 'medications', 'labs', 'appointments', 'events'],
  },
  prompt: 'cardiology.md',
});
