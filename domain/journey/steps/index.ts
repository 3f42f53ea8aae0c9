import { z } from 'zod';
import type { Problem } from '../../problem.ts';
import { nonEmpty } from '../definition/non-empty.ts';
import type { StepId } from '../../ids.schema.ts';
import { branch } from './branch.ts';
import { enter } from './enter.ts';
import { grant } from './grant.ts';
import { place } from './place.ts';
import { quest } from './quest.ts';
import { send } from './send.ts';
import { set } from './set.ts';
import { split } from './split.ts';
import type { Listener, StepAsked, StepCompared, StepKind, StepOutcome, StepRun } from './step.ts';
import { stop } from './stop.ts';
import { wait } from './wait.ts';
import { webhook } from './webhook.ts';

/** Every kind of step, under the name that definitions give in `type`. */
const KINDS = { send, place, wait, branch, split, set, enter, grant, quest, stop, webhook };

type Kind = keyof typeof KINDS;
type Steps = { [K in Kind]: z.infer<(typeof KINDS)[K]['schema']> };
const STEPS: { readonly [K in Kind]: StepKind<Steps[K]> } = KINDS;

export const journeyStep = z
  .discriminatedUnion('type', nonEmpty(Object.values(KINDS).map(({ schema }) => schema)))
  .meta({ id: 'Step', description: 'One step of a journey; its type says which fields it has' });
export type JourneyStep = Steps[Kind];

/** Every field but `next` that names a step, in any kind. */
export const NAMING_FIELDS: readonly string[] = [...new Set(Object.values(STEPS).flatMap(({ names }) => names))];

/** What the ways of a journey depend on; see `StepKind`. */
export interface StepNature {
  readonly names: readonly string[];
  readonly ends: boolean;
  readonly lasts: number;
  /** `null`: no time passes here. */
  readonly brings: ((way: StepId | undefined) => readonly string[]) | null;
}

export function natureOf(step: JourneyStep): StepNature {
  return natureIn(step.type, step);
}

function natureIn<K extends Kind>(kind: K, step: Steps[K]): StepNature {
  const { names, ends = false, lasts, brings } = STEPS[kind];
  return { names, ends, lasts: lasts?.(step) ?? 0, brings: bringing(step, brings) };
}

function bringing<Step>(step: Step, brings: StepKind<Step>['brings']): StepNature['brings'] {
  return brings && brings(step, undefined) !== null ? (way) => brings(step, way) ?? [] : null;
}

/** What is wrong with a step, besides its shape and its ways. */
export function stepFaults(step: JourneyStep, asked: StepAsked): readonly Problem[] {
  return faultsIn(step.type, step, asked);
}

function faultsIn<K extends Kind>(kind: K, step: Steps[K], asked: StepAsked): readonly Problem[] {
  return STEPS[kind].faults(step, asked);
}

/** Takes one step of any kind. */
export function takeStep(step: JourneyStep, run: StepRun): StepOutcome {
  return takeIn(step.type, step, run);
}

function takeIn<K extends Kind>(kind: K, step: Steps[K], run: StepRun): StepOutcome {
  return STEPS[kind].take(step, run);
}

/** What a step compares; `null` where it compares nothing. */
export function comparedBy(step: JourneyStep): StepCompared | null {
  return comparedIn(step.type, step);
}

function comparedIn<K extends Kind>(kind: K, step: Steps[K]): StepCompared | null {
  return STEPS[kind].compares?.(step) ?? null;
}

/** A step at which customers wait, as its kind listens; `null` where nobody waits. */
export interface Listening extends Listener {
  readonly step: JourneyStep;
}

export function listeningOf(step: JourneyStep): Listening | null {
  return listeningIn(step.type, step);
}

function listeningIn<K extends Kind>(kind: K, step: Steps[K] & JourneyStep): Listening | null {
  const listener = STEPS[kind].listen?.(step);
  return listener ? { step, ...listener } : null;
}
