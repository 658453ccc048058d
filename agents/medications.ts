import { followsMedication } from './narrate/events.ts';
import { specialist } from './specialist.ts';

/** Speaks where the calendar of medications and the numbers meet, and nowhere else. */
export const medications = specialist({
  id: 'medications',
  title: 'Medications specialist',
  reads: {
    kinds: ['shift', 'drift', 'event-effect', 'red-flag'],
    sections: ['conditions', 'medications', 'labs', 'appointments', 'events'],
  },
  hears: (finding) =>
    finding.kind === 'event-effect' || finding.kind === 'red-flag' || followsMedication(finding),
  prompt: 'medications.md',
});
