import type { Urgency } from './standing.ts';

/** Fixed words of ours beside the rule's. For somebody who has just written it down. */
export function adviceNow(urgency: Urgency, emergencyNumber: string): string {
  switch (urgency) {
    case 'emergency':
      return `EMERGENCY. Call ${emergencyNumber} now.`;
    case 'same-day':
      return `TODAY. Speak to a doctor or a nurse today. If it gets worse, call ${emergencyNumber}.`;
    case 'mention':
      return 'TELL YOUR DOCTOR.';
  }
}

/** Where nothing more is known of how urgent it is. */
export function inAnEmergency(emergencyNumber = 'the emergency number'): string {
  return `In an emergency call ${emergencyNumber}.`;
}

/** For somebody who reads of it later. Pages of before know no number. */
export function adviceLater(urgency: Urgency, emergencyNumber = 'the emergency number'): string {
  switch (urgency) {
    case 'emergency':
      return `EMERGENCY. If this is happening now or comes back, call ${emergencyNumber} at once.`;
    case 'same-day':
      return `Not to be put off: speak to a doctor or a nurse the same day. If it gets worse, call ${emergencyNumber}.`;
    case 'mention':
      return `To raise with the doctor. ${inAnEmergency(emergencyNumber)}`;
  }
}
