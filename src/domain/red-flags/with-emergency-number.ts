import type { RedFlagRule } from './rule-schema.ts';

const anyNumber = /\bthe emergency number\b(?! \()/g;
const services = /\bcall emergency services\b/g;

/** The rule's message with the number in it; an emergency whose message says nothing of calling says so at its end. */
export function withEmergencyNumber(
  { message, urgency }: Pick<RedFlagRule, 'message' | 'urgency'>,
  emergencyNumber: string,
): string {
  const filled = message.replace(anyNumber, emergencyNumber).replace(services, `call ${emergencyNumber}`);
  if (urgency !== 'emergency' || filled.includes(emergencyNumber)) return filled;
  return `${filled} Call ${emergencyNumber} now.`;
}
