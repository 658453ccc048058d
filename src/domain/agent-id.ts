/** Who can be asked. Findings name the agents that are to speak to them. */
export const agentIds = [
  'sleep',
  'cardiology',
  'medications',
  'recovery',
  'wellbeing',
  'metabolic',
  'cycle',
  'lifestyle',
] as const;
export type AgentId = (typeof agentIds)[number];
