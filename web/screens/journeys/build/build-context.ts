import { createContext, use } from 'react';
import type { Definition } from '../definition.ts';
import type { SpotProblem } from '../edit/problems.ts';
import type { Spot } from '../tree/tree-context.ts';
import type { Tree } from '../tree/tree-of.ts';
import type { Change } from './use-draft.ts';

/** What the forms of the panel work on. */
export interface Building {
  readonly id: string;
  readonly definition: Definition;
  readonly tree: Tree;
  readonly edit: (change: Change, about?: string) => void;
  /** Of the card that is chosen. */
  readonly problems: readonly SpotProblem[];
  readonly spot: Spot;
}

const Now = createContext<Building | null>(null);
export const BuildingProvider = Now;

export function useBuilding(): Building {
  const now = use(Now);
  if (now === null) throw new Error('This belongs to the panel of a draft: put it below <Build>.');
  return now;
}
