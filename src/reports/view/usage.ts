import type { Page, PageUsage } from '../../domain/page.ts';
import type { Fallback } from '../../domain/talking-point.ts';
import { counted, plainText } from './plain-text.ts';

const reasons: Record<Fallback, string> = {
  ceiling: 'the limit for one round was reached',
  'no-answer': 'no usable answer came',
  'not-let-through': 'nothing of an answer was let through',
};

/** "Worded with openai:x: 12,340 tokens in, 1,820 out, cost 0.07; 2 sentences were not let through." */
export function usageLine(usage: PageUsage, wording: Page['wording']): string {
  const { models, inputTokens, outputTokens, cost, rejected, fallbacks = [] } = usage;
  const verb = wording === 'rule-based' ? 'Asked' : 'Worded with';
  const who = models.length === 0 ? 'A model was asked' : `${verb} ${models.map(plainText).join(' and ')}`;
  const price = cost === undefined ? '' : `, cost ${costText(cost)}`;
  const lost =
    rejected === 0
      ? ''
      : `; ${counted(rejected, 'sentence')} ${rejected === 1 ? 'was' : 'were'} not let through`;
  const why =
    fallbacks.length === 0
      ? ''
      : ` Rule-based where ${fallbacks.map((code) => reasons[code]).join(', or ')}.`;
  return `${who}: ${thousands(inputTokens)} tokens in, ${thousands(outputTokens)} out${price}${lost}.${why}`;
}

const SMALLEST_COST = 0.01;

function costText(cost: number): string {
  return cost > 0 && cost < SMALLEST_COST ? `under ${SMALLEST_COST}` : cost.toFixed(2);
}

function thousands(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}
