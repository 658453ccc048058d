import type { Digest } from '../domain/digest.ts';
import { htmlOf } from './html.ts';
import { markdownOf } from './markdown.ts';
import { type TextOptions, textOf } from './text.ts';
import { digestView } from './view/digest-view.ts';

export function renderDigestMarkdown(digest: Digest): string {
  return markdownOf(digestView(digest));
}

export function renderDigestHtml(digest: Digest): string {
  return htmlOf(digestView(digest));
}

export function renderDigestText(digest: Digest, options: TextOptions): string {
  return textOf(digestView(digest), options);
}
