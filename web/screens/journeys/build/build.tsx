import { useState } from 'react';
import { JourneyTree } from '../tree/journey-tree.tsx';
import type { Spot } from '../tree/tree-context.ts';
import type { JourneyTabProps } from '../use-journey.ts';

/** The draft as a tree. */
export function Build({ journey: { draft } }: JourneyTabProps) {
  const [chosen, choose] = useState<Spot>(null);
  return (
    <section className="card">{draft && <JourneyTree definition={draft} chosen={chosen} choose={choose} />}</section>
  );
}
