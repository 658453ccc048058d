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

/** Who may have a model of their own: the specialists, who puts their words together, and who reads questions. */
export const speakers = [...agentIds, 'coordinator', 'ask'] as const;
export type Speaker = (typeof speakers)[number];
