import { describe, expect, it } from 'vitest';
import type { Page } from '../../../src/domain/page.ts';
import { renderHtml } from '../../../src/reports/html.ts';
import { storyPage } from '../../fixtures/pages/story.ts';
import { hostilePage } from '../../fixtures/pages/variants.ts';
import { pages, readHtml } from './support.ts';

const linksOf = (html: string) =>
  readHtml(html).tags.flatMap(({ attributes }) => [
    attributes.href,
    attributes.src,
    attributes['xlink:href'],
  ]);

describe.each(Object.entries(pages))('the %s page as HTML', (_name, make: () => Page) => {
  const html = renderHtml(make());
  const { tags } = readHtml(html);

  it('is well-formed, with one title and headings in order', () => {
    const levels = tags
      .filter(({ name, closing }) => /^h\d$/.test(name) && !closing)
      .map(({ name }) => Number(name[1]));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, index) => {
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    });
    expect(tags.find(({ name }) => name === 'html')?.attributes.lang).toBe('en');
    for (const landmark of ['header', 'main', 'footer']) {
      expect(tags.filter(({ name, closing }) => name === landmark && !closing)).toHaveLength(1);
    }
  });

  it('has no row or column with a header of no words', () => {
    expect(html).not.toMatch(/<th[^>]*><\/th>/);
  });

  it('asks for nothing from outside and runs nothing', () => {
    expect(
      tags.filter(({ name }) => /^(script|link|iframe|img|object|embed|form|image|use)$/.test(name)),
    ).toEqual([]);
    expect(
      tags.flatMap(({ attributes }) => Object.keys(attributes)).filter((key) => key.startsWith('on')),
    ).toEqual([]);
    expect(html).not.toMatch(/@import|url\((?!#)(?!["']?#)/);
    for (const link of linksOf(html))
      if (link !== undefined) expect(link).toMatch(/^(#reference-\d+|https?:\/\/)/);
  });

  it('has ids that are unique and labels that exist', () => {
    const ids = tags.flatMap(({ attributes }) => attributes.id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { attributes } of tags) {
      if (attributes['aria-labelledby'] !== undefined) expect(ids).toContain(attributes['aria-labelledby']);
      if (attributes.href?.startsWith('#')) expect(ids).toContain(attributes.href.slice(1));
    }
  });
});

describe('renderHtml', () => {
  it('describes each strip in words', () => {
    const drawings = readHtml(renderHtml(storyPage())).tags.filter(
      ({ name, closing }) => name === 'svg' && !closing,
    );
    for (const { attributes } of drawings) expect(attributes.role).toBe('img');
    const labels = drawings.map(({ attributes }) => attributes['aria-label'] ?? '');
    // The figure and the chain for a sheet and for a phone, and the strips that are not in the figure.
    expect(labels.filter((label) => /^Resting heart rate: Usual .+ of 90 nights\./.test(label))).toHaveLength(
      2,
    );
    expect(labels.filter((label) => /^Sleep efficiency; then/.test(label))).toHaveLength(2);
    expect(
      labels.filter((label) => /^(Sleep efficiency|Bedtime), .+ latest .+ of 90 nights\.$/.test(label)),
    ).toHaveLength(2);
    expect(labels).toHaveLength(6);
  });

  it('gives the same text for the same page, whatever was drawn before', () => {
    const first = renderHtml(storyPage());
    renderHtml(hostilePage());
    expect(renderHtml(storyPage())).toBe(first);
  });
});
