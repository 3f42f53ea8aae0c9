import type { JourneyDefinition } from './definition.schema.ts';

const sizes = new WeakMap<JourneyDefinition, number>();

/** Characters of a definition as JSON, about as many bytes in the store and in memory. Worked out once. */
export function definitionSize(definition: JourneyDefinition): number {
  const known = sizes.get(definition);
  if (known !== undefined) return known;
  const size = JSON.stringify(definition).length;
  sizes.set(definition, size);
  return size;
}
