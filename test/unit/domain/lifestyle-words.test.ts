import { describe, expect, it } from 'vitest';
import { habitsIn, isAboutBody } from '../../../src/domain/lifestyle-words.ts';
import { findMetric } from '../../../src/domain/metric.ts';

describe('habitsIn', () => {
  it.each([
    ['Glasses of wine', ['alcohol']],
    ['alcohol-units', ['alcohol']],
    ['Caffeine after noon', ['caffeine']],
    ['cups_of_coffee', ['caffeine']],
    ['Evening drinks', ['alcohol']],
    ['Energy drinks', ['caffeine']],
    ['Cups to drink', []],
    ['late dinner', ['nutrition']],
    ['Ate after 21:00', ['nutrition']],
    ['Jet lag', ['travel']],
    ['Flight to Lisbon', ['travel']],
    ['Screen time', []],
    ['Low spirits', []],
    ['Steam room', []],
    ['Weather', []],
    ['Fasting glucose', []],
    ['Blood sugar', []],
    ['', []],
  ])('reads %j as %j', (text, habits) => expect(habitsIn(text)).toEqual(habits));
});

describe('the owner of a metric that somebody named', () => {
  it.each([
    ['custom:glucose', 'metabolic'],
    ['custom:waist-cm', 'metabolic'],
    ['custom:evening-wine', 'lifestyle'],
    ['custom:migraine', 'wellbeing'],
  ])('of %s is %s', (slug, owner) => expect(findMetric(slug)?.agents).toEqual([owner]));

  it('is known by the label where the slug says nothing', () => {
    const customMetrics = [{ slug: 'custom:x1', label: 'Coffee', unit: 'cups', decimals: 0 }];
    expect(findMetric('custom:x1', { customMetrics })?.agents).toEqual(['lifestyle']);
    expect(isAboutBody('Body weight')).toBe(true);
  });
});
