import type { StepId } from '../ids.schema.ts';
import { spanOf, type Instant } from '../time.ts';
import type { JourneyDefinition } from './definition/definition.schema.ts';
import { goalWindow, HELD_OUT, TREATED } from './definition/window.ts';
import { comparedBy } from './steps/index.ts';

/** Arms that customers come into by chance, of which one is the control. */
export interface Comparison {
  /** The step that assigns; `null`: entering, of which some are held out. */
  readonly step: StepId | null;
  readonly control: string;
  /** By arm, how many of all weights together go into it; in the order of the definition. */
  readonly weights: ReadonlyMap<string, number>;
  /** For how long everybody is watched, milliseconds. */
  readonly within: number;
  /** When nobody is assigned any more; `null`: never. */
  readonly ends: Instant | null;
  /** Whether newcomers take the better way once it is known. */
  readonly picks: boolean;
}

/** Everything that a journey compares: its own holdout, and steps with a control arm. */
export function comparisonsOf(definition: JourneyDefinition): readonly Comparison[] {
  const { goal, holdout, steps } = definition;
  if (goal === undefined) return [];
  const window = goalWindow(definition);
  const inSteps = steps.flatMap((step): readonly Comparison[] => {
    const compared = comparedBy(step);
    if (compared === null) return [];
    const { control, weights, within, ends, picks } = compared;
    const span = within === undefined ? window : spanOf(within);
    return [{ step: step.id, control, weights, within: span, ends: endOf(ends), picks }];
  });
  if (holdout === undefined) return inSteps;
  const { percent, ends } = holdout;
  const weights = new Map([
    [TREATED, 100 - percent],
    [HELD_OUT, percent],
  ]);
  return [{ step: null, control: HELD_OUT, weights, within: window, ends: endOf(ends), picks: false }, ...inSteps];
}

function endOf(ends: string | undefined): Instant | null {
  return ends === undefined ? null : Date.parse(ends);
}
