import { describe, expect, it } from 'vitest';
import type { ScreenedReading } from '../../../../src/domain/red-flags/raised-flag.ts';
import { screen } from '../../../../src/domain/red-flags/screen.ts';
import { addDays } from '../../../../src/shared/day.ts';
import { day, knowledge, rulesOf, screenTexts } from './screened.ts';

const reading = (metric: string, value: number, kind: ScreenedReading['kind'] = 'spot'): ScreenedReading => ({
  day,
  metric,
  value,
  kind,
});

function rules(
  readings: readonly ScreenedReading[],
  texts: readonly string[] = [],
  medications: readonly string[] = [],
): string[] {
  const written = texts.map((text) => ({ day, source: 'note' as const, text }));
  return rulesOf(screen({ texts: written, readings, medications }, knowledge));
}

describe('screen', () => {
  it('shows the words as they were written', () => {
    const [flag] = screenTexts(['Slept badly. There’s PRESSURE in my chest!']);
    expect(flag).toMatchObject({
      rule: 'chest-pain',
      urgency: 'emergency',
      day,
      seen: 'PRESSURE in my chest',
    });
  });

  it('joins the symptoms of a day across its texts, and not those of two days', () => {
    const texts = (second: typeof day) => [
      { day, source: 'check-in' as const, text: 'I fainted' },
      { day: second, source: 'note' as const, text: 'banged my head' },
    ];
    const on = (second: typeof day) =>
      rulesOf(screen({ texts: texts(second), readings: [], medications: [] }, knowledge));
    expect(on(day)).toContain('faint-red-flags');
    expect(on(addDays(day, 1))).toEqual(['faint-simple']);
  });

  it('knows a medicine by the profile, by a name in the text, or by what its class is called', () => {
    expect(rules([], ['my tongue is swollen'], ['Zestril 10 mg'])).toContain('angioedema-ace');
    expect(rules([], ['on ramapril, tongue is swollen'])).toContain('angioedema-ace');
    expect(rules([], ['tongue is swollen since the ace inhibitor'])).toContain('angioedema-ace');
    expect(rules([], ['my lips are swollen'], ['metformin'])).toEqual([]);
    expect(rules([], ['pulse 42 and dizzy'], ['carvedilol'])).toContain('slow-hr-beta-blocker');
  });

  it('takes a swollen tongue for an emergency whatever is taken', () => {
    expect(rules([], ['my tongue is swelling'])).toContain('severe-breathlessness');
  });
});

describe('screen of measurements', () => {
  it.each([
    [180, 80],
    [150, 120],
  ])('takes %i over %i for a crisis: the same day alone, at once with a symptom', (systolic, diastolic) => {
    const both = [reading('systolicPressure', systolic), reading('diastolicPressure', diastolic)];
    expect(rules(both)).toEqual(['bp-crisis-no-symptoms']);
    expect(rules(both, ['my vision is blurry'])).toEqual(['bp-crisis-symptoms']);
  });

  it('lets 179 over 119 pass', () => {
    expect(rules([reading('systolicPressure', 179), reading('diastolicPressure', 119)])).toEqual([]);
  });

  it.each([
    [92, ['spo2-92-or-less']],
    [93, ['spo2-93-94']],
    [94, ['spo2-93-94']],
    [95, []],
  ])('reads an oximeter at %i', (value, expected) => {
    expect(rules([reading('spo2', value)])).toEqual(expected);
  });

  it('never holds a ring’s night against an oximeter’s limits', () => {
    expect(rules([reading('spo2', 91, 'ring')])).toEqual([]);
    expect(rules([], ['the ring says 91% oxygen overnight'])).toEqual([]);
  });

  it('mentions nights that were low again and again, or one beside a sign', () => {
    const night = (days: number) => ({ ...reading('spo2', 88, 'ring'), day: addDays(day, days) });
    const nights = (count: number) =>
      screen(
        { texts: [], readings: Array.from({ length: count }, (_, index) => night(index)), medications: [] },
        knowledge,
      );
    expect(nights(2)).toEqual([]);
    expect(rulesOf(nights(3))).toEqual(['overnight-low-spo2-or-apnoea-signs']);
    expect(rules([night(0)], ['snored loudly'])).toEqual(['overnight-low-spo2-or-apnoea-signs']);
    expect(rules([], ['snored loudly'])).toEqual([]);
  });

  it('asks of a fast or slow pulse that it was taken awake, with a symptom, and of a slow one with a medicine', () => {
    expect(rules([reading('restingHeartRate', 101)], ['palpitations'])).toEqual(['fast-resting-hr']);
    expect(rules([reading('restingHeartRate', 100)], ['palpitations'])).toEqual([]);
    expect(rules([reading('restingHeartRate', 49)], ['dizzy'], ['bisoprolol'])).toEqual([
      'slow-hr-beta-blocker',
    ]);
    expect(rules([reading('restingHeartRate', 49)], ['dizzy'])).toEqual([]);
    expect(rules([reading('restingHeartRate', 44, 'ring')], ['dizzy'], ['bisoprolol'])).toEqual([]);
  });

  it.each([
    ['BP 190/110', 'bp-crisis-no-symptoms'],
    ['blood pressure was 185 over 95', 'bp-crisis-no-symptoms'],
    ['systolic 182', 'bp-crisis-no-symptoms'],
    ['sats 91', 'spo2-92-or-less'],
    ['oximeter said 89%', 'spo2-92-or-less'],
    ['sats 96 then 89', 'spo2-92-or-less'],
    ['not sure if 188/100 is high', 'bp-crisis-no-symptoms'],
  ])('reads "%s"', (text, rule) => {
    expect(rules([], [text])).toEqual([rule]);
  });

  it.each([
    'call if BP over 180/120',
    'keep it under 180/120',
    'BP never 190/110',
    'my neighbour had 190/110',
    'the target is sats 88-92',
    'bus 190, 110 people on it',
    'ran with a heart rate of 170, a little dizzy',
    'sats 92 or less: ring the ward',
  ])('takes "%s" for no reading', (text) => {
    expect(rules([], [text])).toEqual([]);
  });
});

describe('screen of hostile text', () => {
  const length = 10_000;
  const fill = (part: string) => part.repeat(Math.ceil(length / part.length)).slice(0, length);
  it.each([
    fill('no '),
    fill('chest pain '),
    fill('chest, '),
    fill('not or and '),
    fill('if i get '),
    fill('a'),
    fill('paaaaain'),
    fill('190/110 '),
    fill('blood pressure 190 '),
    fill("'’"),
    fill('\n'),
    fill('last year i had '),
    fill('.?!'),
    fill('my neighbour said '),
  ])('ends', (text) => {
    expect(screenTexts([text, `${text} chest pain now`]).length).toBeGreaterThanOrEqual(0);
  });
});
