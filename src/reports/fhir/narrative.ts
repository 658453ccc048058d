import { escapeHtml } from '../html/escape.ts';
import { plainText } from '../view/plain-text.ts';
import type { Element } from './element.ts';

const unprintable = /[\ufffe\uffff]/gu;

/** XHTML of paragraphs and one list, all of it text. */
export function narrative(paragraphs: readonly string[], items: readonly string[] = []): Element {
  const all = (tag: 'p' | 'li', texts: readonly string[]) =>
    texts.map((text) => `<${tag}>${escapeHtml(plainText(text).replace(unprintable, ''))}</${tag}>`).join('');
  const list = items.length === 0 ? '' : `<ul>${all('li', items)}</ul>`;
  return {
    status: 'generated',
    div: `<div xmlns="http://www.w3.org/1999/xhtml">${all('p', paragraphs)}${list}</div>`,
  };
}
