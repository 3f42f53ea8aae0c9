import type { WrittenCondition } from '../../journey/conditions/condition.schema.ts';

/** The body of a letter; what is around it is the frame's. */
export function paragraphs(...words: readonly string[]): string {
  return words.map((paragraph) => `<p>${paragraph}</p>`).join('\n');
}

export function segmentIs(...ids: readonly string[]): WrittenCondition {
  return { field: 'segment', op: 'in', value: [...ids] };
}
