import type { WrittenCondition } from '../../journey/conditions/condition.schema.ts';

/** A letter whose head says the same as its subject; what is around it is the frame's. */
export function letter(subject: string, ...words: readonly string[]): { subject: string; body: string } {
  const paragraphs = words.map((paragraph) => `<p>${paragraph}</p>`);
  return { subject, body: [`<h1>${subject}</h1>`, ...paragraphs].join('\n') };
}

export function segmentIs(...ids: readonly string[]): WrittenCondition {
  return { field: 'segment', op: 'in', value: [...ids] };
}
