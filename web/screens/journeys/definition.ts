import type { z } from 'zod';
import type { journeyShape } from '../../../api/journeys/journey.contract.ts';

/** A journey as its author writes it: what has a default may be left out. */
export type Definition = z.input<typeof journeyShape>;
export type Step = Definition['steps'][number];
export type Kind = Step['type'];
export type StepOf<K extends Kind> = Extract<Step, { type: K }>;
export type Enter = Definition['enter'];
export type Trigger = NonNullable<Definition['exit']>[number];
export type Goal = NonNullable<Definition['goal']>;
export type Until = NonNullable<StepOf<'wait'>['until']>;
/** One of several things that a wait waits for. */
export type Awaited = NonNullable<StepOf<'wait'>['anyOf']>[number];
export type Reward = StepOf<'grant'>['reward'];
export type Condition = StepOf<'branch'>['paths'][number]['when'];
