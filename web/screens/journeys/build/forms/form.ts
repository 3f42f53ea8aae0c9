import type { Definition, Kind, StepOf } from '../../definition.ts';

export type Steps = { readonly [K in Kind]: StepOf<K> };

/** What the form of a kind of step is given. */
export interface FormProps<K extends Kind> {
  readonly step: Steps[K];
  /** In the list of steps. */
  readonly place: number;
  /** @param about the field that is typed into: changes to the same in a row are taken back together */
  readonly set: (change: Partial<Steps[K]>, about?: string) => void;
}

/** Changes what the journey as a whole says. */
export type SetJourney = (change: Partial<Definition>, about?: string) => void;

/** Of a field that may be left out: empty text leaves it out. */
export function orNothing(text: string): string | undefined {
  return text === '' ? undefined : text;
}
