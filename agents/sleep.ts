import { specialist } from './specialist.ts';

export const sleep = specialist({
  id: 'sleep',
  title: 'Sleep specialist',
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
    sections: ['conditions', 'medications', 'appointments', 'events'],
  },
  prompt: 'sleep.md',
});
