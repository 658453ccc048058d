import { type CyclePhase, cycleStateOn } from '../src/domain/cycle-phase.ts';
import type { Finding } from '../src/domain/finding.ts';
import type { EvidencePacket } from '../src/domain/packet.ts';
import type { TalkingPoint } from '../src/domain/talking-point.ts';
import { isDay } from '../src/shared/day.ts';
import { specialist } from './specialist.ts';

const common = specialist({
  id: 'cycle',
  title: 'Menstrual cycle and menopause specialist',
  reads: {
    kinds: ['deviation', 'shift', 'drift', 'discordance', 'red-flag'],
    sections: ['cycle', 'conditions', 'appointments'],
  },
  prompt: 'cycle.md',
});

/** Hears only of those whose profile has cycle entries; what the entries do not tell it leaves open. */
export const cycle = {
  ...common,
  narrate: (packet: EvidencePacket): TalkingPoint[] =>
    common.narrate(packet).map((point) => ({ ...point, text: withPhase(point, packet) })),
};

/** The times of life have names of illnesses in some lists, and the entry that began them is told anyway. */
const phaseWords: Partial<Record<CyclePhase, string>> = {
  menstrual: 'during the period',
  follicular: 'in the first half of the cycle, after the period',
  ovulatory: 'in the middle of the cycle',
  luteal: 'in the second half of the cycle',
};

const LONGEST_TEXT = 1200;

function withPhase({ text, claims }: TalkingPoint, packet: EvidencePacket): string {
  const lead = packet.findings.find(({ id }) => id === claims[0]);
  const day = lead === undefined ? undefined : dayOf(lead);
  const phase = day === undefined ? undefined : cycleStateOn(packet.profile.cycle ?? [], day)?.phase;
  const words = phase === undefined ? undefined : phaseWords[phase];
  if (words === undefined) return text;
  const told = `${text} As far as the entries tell, it was ${words}.`;
  return told.length > LONGEST_TEXT ? text : told;
}

/** Only a single night lies in one phase; a change that lasts goes through all of them. */
function dayOf(finding: Finding) {
  return finding.kind === 'deviation' && isDay(finding.to) ? finding.to : undefined;
}
