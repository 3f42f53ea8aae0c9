import type { Step } from '../definition.ts';
import { wayKey, waysOf, type WayAt } from '../tree/ways.ts';

/** Stands for "the journey is over" while ways are changed; no step can have it as its id. */
export const OVER = '';

/** Steps of which each says where it goes on: nothing depends on their order. */
export type Linked = readonly Step[];

/** Says of every step where it goes on. Of two steps with one id the first is meant, so the other gets a new one. */
export function linked(steps: readonly Step[]): Linked {
  const known = new Set<string>();
  const own = steps.map((step) => {
    const id = freeId(step.id, known);
    known.add(id);
    return { ...step, id };
  });
  return own.map((step, place) => (goesOn(step) ? { ...step, next: step.next ?? own[place + 1]?.id ?? OVER } : step));
}

/**
 * Leaves out what the order says by itself. The journey can only be over behind the last step, so a way that ends it
 * elsewhere leads to a step that stops.
 */
export function unlinked(steps: Linked): Step[] {
  const last = steps.length - 1;
  const isOverBefore = steps.some((step, place) =>
    targetsOf(step).some((to, way) => to === OVER && (place < last || !isNext(step, way))),
  );
  const all = isOverBefore ? withStop(steps) : steps;
  return all.map((step, place) => {
    if (!goesOn(step)) return step;
    const { next, ...rest } = step;
    const follows = all[place + 1]?.id ?? OVER;
    return next === undefined || next === follows ? rest : step;
  });
}

function withStop(steps: Linked): Linked {
  const stop = steps.find((step) => step.type === 'stop' && step.reason === END_REASON);
  const id = stop?.id ?? freeId('end', new Set(steps.map((step) => step.id)));
  const led = steps.map((step) => redirected(step, (_at, to) => (to === OVER ? id : to)));
  return stop ? led : [...led, { id, type: 'stop', reason: END_REASON }];
}

const END_REASON = 'end';

/** Whether a step has a way on by `next`. */
function goesOn<S extends Step>(step: S): step is Exclude<S, { type: 'split' | 'stop' }> {
  return step.type !== 'split' && step.type !== 'stop';
}

/** Where the ways of a step lead; `next` stands last. */
function targetsOf(step: Step): readonly string[] {
  const found: string[] = [];
  redirected(step, (_at, to) => {
    found.push(to);
    return to;
  });
  return found;
}

function isNext(step: Step, way: number): boolean {
  return goesOn(step) && way === targetsOf(step).length - 1;
}

/** The step with its ways leading elsewhere; ways that it does not name stay unnamed. */
export function redirected<S extends Step>(step: S, to: (at: WayAt, target: string) => string): S;
export function redirected(step: Step, to: (at: WayAt, target: string) => string): Step {
  const own = redirectedOwn(step, to);
  if (!goesOn(own) || own.next === undefined) return own;
  return { ...own, next: to({ field: 'next' }, own.next) };
}

type To = (at: WayAt, target: string) => string;

function redirectedOwn(step: Step, to: To): Step {
  switch (step.type) {
    case 'branch':
      return {
        ...step,
        paths: step.paths.map((way, index) => ({ ...way, next: to({ field: 'paths', index }, way.next) })),
      };
    case 'split':
      return {
        ...step,
        arms: step.arms.map((way, index) => ({ ...way, next: to({ field: 'arms', index }, way.next) })),
      };
    case 'wait':
      return redirectedWait(step, to);
    case 'webhook': {
      const { onFailure, onTimeout } = step;
      return {
        ...step,
        ...(onFailure === undefined ? {} : { onFailure: to({ field: 'onFailure' }, onFailure) }),
        ...(onTimeout === undefined ? {} : { onTimeout: to({ field: 'onTimeout' }, onTimeout) }),
      };
    }
    case 'quest':
      return step.onAlready === undefined ? step : { ...step, onAlready: to({ field: 'onAlready' }, step.onAlready) };
    case 'send':
    case 'place':
    case 'set':
    case 'enter':
    case 'grant':
    case 'stop':
      return step;
  }
}

function redirectedWait(step: Extract<Step, { type: 'wait' }>, to: To): Step {
  const { anyOf, onTimeout, ifMissing } = step;
  return {
    ...step,
    ...(anyOf === undefined
      ? {}
      : { anyOf: anyOf.map((way, index) => ({ ...way, next: to({ field: 'anyOf', index }, way.next) })) }),
    ...(onTimeout === undefined ? {} : { onTimeout: to({ field: 'onTimeout' }, onTimeout) }),
    ...(ifMissing === undefined ? {} : { ifMissing: to({ field: 'ifMissing' }, ifMissing) }),
  };
}

/** Where one way of a step leads, in steps that all say it. */
export function targetAt(step: Step, at: WayAt): string {
  return waysOf(step).find((way) => wayKey(way.at) === wayKey(at))?.to ?? OVER;
}

/** The step with one way leading elsewhere. A way that was not named of its own yet gets its own name. */
export function ledTo(step: Step, at: WayAt, target: string): Step {
  if (at.field === 'onTimeout' && (step.type === 'wait' || step.type === 'webhook'))
    return { ...step, onTimeout: target };
  if (at.field === 'ifMissing' && step.type === 'wait') return { ...step, ifMissing: target };
  if (at.field === 'onFailure' && step.type === 'webhook') return { ...step, onFailure: target };
  if (at.field === 'onAlready' && step.type === 'quest') return { ...step, onAlready: target };
  return redirected(step, (each, to) => (wayKey(each) === wayKey(at) ? target : to));
}

const LONGEST_ID = 40;

/** An id that no step has yet: the wanted one, or one with a number behind it. */
export function freeId(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number += 1) {
    const tail = `-${number}`;
    const id = `${wanted.slice(0, LONGEST_ID - tail.length).replace(/-+$/, '')}${tail}`;
    if (!taken.has(id)) return id;
  }
}
