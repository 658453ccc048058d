import type { Page } from '../../../src/domain/page.ts';
import { recordedPage } from '../../fixtures/pages/record.ts';
import { storyPage } from '../../fixtures/pages/story.ts';
import {
  crowdedPage,
  emptyPage,
  hostilePage,
  insufficientPage,
  longNamePage,
} from '../../fixtures/pages/variants.ts';

export const pages: Readonly<Record<string, () => Page>> = {
  story: storyPage,
  empty: emptyPage,
  insufficient: insufficientPage,
  crowded: crowdedPage,
  'long name': longNamePage,
  hostile: hostilePage,
  recorded: recordedPage,
};

export function squash(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

export function decodeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => entities[name] ?? whole);
}

export interface Tag {
  readonly name: string;
  readonly closing: boolean;
  readonly attributes: Readonly<Record<string, string>>;
}

const voids = new Set(['meta', 'link', 'br', 'hr', 'img', 'input']);

/** A small strict reader of our own HTML: throws where a tag is unclosed, unknown in shape or out of order. */
export function readHtml(html: string): { tags: Tag[]; text: string } {
  const tags: Tag[] = [];
  const open: string[] = [];
  let text = '';
  const token = /<!doctype html>|<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*(\/?)>|[^<]+|</g;
  let skipping = false;
  for (const [whole, slash, name, rawAttributes, selfClosing] of html.matchAll(token)) {
    if (whole === '<') throw new Error('a bare "<" in the document');
    if (name === undefined) {
      if (!whole.startsWith('<!') && !skipping) text += whole;
      continue;
    }
    if (slash === '/') {
      const last = open.pop();
      if (last !== name) throw new Error(`</${name}> closes <${last}>`);
      if (name === 'style') skipping = false;
    } else if (!voids.has(name) && selfClosing !== '/') {
      open.push(name);
      if (name === 'style') skipping = true;
    }
    const attributes = [...(rawAttributes ?? '').matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(
      ([, key = '', value = '']) => [key, decodeEntities(value)],
    );
    tags.push({ name, closing: slash === '/', attributes: Object.fromEntries(attributes) });
    text += /^(p|li|h\d|td|th|caption|figcaption|text|title|tr|div|section)$/.test(name) ? ' ' : '';
  }
  if (open.length > 0) throw new Error(`left open: ${open.join(', ')}`);
  return { tags, text: squash(decodeEntities(text)) };
}

function textOfSvg(svg: string): string {
  return decodeEntities(svg.replace(/<[^>]*>/g, ' '));
}

/** All text of a pdfmake definition, in the order it is set, with what its drawings are labelled. */
export function textOfDefinition(content: unknown): string {
  if (typeof content === 'string') return content.startsWith('<svg') ? textOfSvg(content) : content;
  if (Array.isArray(content)) return content.map(textOfDefinition).join(' ');
  if (content === null || typeof content !== 'object') return '';
  const node = content as Readonly<Record<string, unknown>>;
  if ('text' in node)
    return Array.isArray(node.text) ? node.text.map(textOfDefinition).join('') : textOfDefinition(node.text);
  return ['stack', 'columns', 'ul', 'table', 'body', 'svg']
    .map((key) => textOfDefinition(node[key]))
    .join(' ');
}

/** The text that a Markdown reader shows: bold marks gone, escapes resolved. */
export function unescapeMarkdown(text: string): string {
  const unmarked = text.replace(/(?<!\\)\*\*/g, '');
  return decodeEntities(unmarked.replace(/\\([\\`*_[\]|~$@^:.\-+=#)])/g, '$1'));
}
