import type { Definition, Step } from '../definition.ts';
import { mainWay, waysOf, type WayAt } from '../tree/ways.ts';
import type { Slot } from '../tree/tree-of.ts';
import { freeId, ledTo, linked, OVER, redirected, targetAt, unlinked, type Linked } from './links.ts';

/**
 * Puts a step into a way: it goes on to where the way led before.
 * @param step its ways may lead anywhere; those that lead to OVER go on with the way
 */
export function inserted(definition: Definition, slot: Slot, step: Step): Definition {
  const steps = linked(definition.steps);
  const own = { ...step, id: freeId(step.id, idsOf(steps)) };
  return { ...definition, steps: unlinked(put(steps, slotId(steps, slot), own)) };
}

/** A way by the id of its step, so that it stays the same way while steps come and go. */
interface IdSlot {
  readonly from: string | null;
  readonly at: WayAt;
}

function slotId(steps: Linked, { from, at }: Slot): IdSlot {
  return { from: from === null ? null : (steps[from]?.id ?? null), at };
}

function put(steps: Linked, { from, at }: IdSlot, step: Step): Linked {
  const origin = steps.find(({ id }) => id === from);
  const onward = origin === undefined ? (steps[0]?.id ?? OVER) : targetAt(origin, at);
  const through = redirected(withNext(step), (_at, to) => (to === OVER ? onward : to));
  if (origin === undefined) return [through, ...steps];
  const led = steps.map((each) => (each.id === from ? ledTo(each, at, step.id) : each));
  const isInOrder = at.field === 'next';
  const before = led.findIndex(({ id }) => id === onward);
  const place = isInOrder || before <= 0 ? led.findIndex(({ id }) => id === from) + 1 : before;
  return led.toSpliced(place, 0, through);
}

/** A step that goes on says that it does. */
function withNext(step: Step): Step {
  return step.type === 'stop' || step.type === 'split' ? step : { ...step, next: step.next ?? OVER };
}

/** Whether a step can be taken out: a journey keeps at least one. */
export function canRemove({ steps }: Definition): boolean {
  return steps.length > 1;
}

/**
 * Takes a step out: what led to it leads to where its main way led. What could be reached by its other ways alone goes
 * with it.
 */
export function removed(definition: Definition, place: number): Definition {
  const steps = linked(definition.steps);
  const gone = steps[place];
  if (gone === undefined || !canRemove(definition)) return definition;
  const reached = reachedFrom(steps, steps.slice(0, 1));
  const rest = without(steps, gone);
  // What nobody came to before is somebody's work in hand, and so is all that it leads to.
  const kept = reachedFrom(rest, [...rest.slice(0, 1), ...rest.filter(({ id }) => !reached.has(id))]);
  return { ...definition, steps: unlinked(rest.filter(({ id }) => kept.has(id))) };
}

/** Where its main way leads without coming back to it. */
function onwardOf(step: Step): string {
  const main = mainWay(step);
  const to = main === undefined ? OVER : (main.to ?? OVER);
  return to === step.id ? OVER : to;
}

function without(steps: Linked, gone: Step): Linked {
  const onward = onwardOf(gone);
  const rest = steps
    .filter(({ id }) => id !== gone.id)
    .map((step) => redirected(step, (_at, to) => (to === gone.id ? onward : to)));
  return steps[0]?.id === gone.id ? beginningWith(rest, onward) : rest;
}

function beginningWith(steps: Linked, id: string): Linked {
  const first = steps.find((step) => step.id === id);
  return first === undefined ? steps : [first, ...steps.filter((step) => step !== first)];
}

function reachedFrom(steps: Linked, starts: Linked): ReadonlySet<string> {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const found = new Set<string>();
  const open = [...starts];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (found.has(step.id)) continue;
    found.add(step.id);
    open.push(...waysOf(step).flatMap(({ to = OVER }) => byId.get(to) ?? []));
  }
  return found;
}

/** Takes a step to another way. Where that would leave a step that nobody reaches any more, nothing changes. */
export function moved(definition: Definition, place: number, slot: Slot): Definition {
  const steps = linked(definition.steps);
  const step = steps[place];
  const wanted = slotId(steps, slot);
  if (step === undefined || wanted.from === step.id || !canRemove(definition)) return definition;
  const origin = steps.find(({ id }) => id === wanted.from);
  if (origin === undefined ? place === 0 : targetAt(origin, wanted.at) === step.id) return definition;
  const rest = without(steps, step);
  const main = mainWay(step);
  const free = main === undefined ? step : ledTo(step, main.at, OVER);
  const after = put(rest, wanted, free);
  const now = reachedFrom(after, after.slice(0, 1));
  return [...reachedFrom(steps, steps.slice(0, 1))].every((id) => now.has(id))
    ? { ...definition, steps: unlinked(after) }
    : definition;
}

/** Leads one way of a step elsewhere. @param to the id of a step; null: the journey is over */
export function led(definition: Definition, place: number, at: WayAt, to: string | null): Definition {
  const steps = linked(definition.steps);
  return {
    ...definition,
    steps: unlinked(steps.map((step, each) => (each === place ? ledTo(step, at, to ?? OVER) : step))),
  };
}

/** Calls a step something else, also where ways name it; an id that another step has gets a number behind it. */
export function renamed(definition: Definition, place: number, wanted: string): Definition {
  const before = definition.steps[place]?.id;
  if (before === undefined || before === wanted) return definition;
  const others = new Set(definition.steps.filter((_step, each) => each !== place).map(({ id }) => id));
  const id = freeId(wanted, others);
  const isMeant = definition.steps.findIndex((step) => step.id === before) === place;
  return {
    ...definition,
    steps: definition.steps.map((step, each) => {
      const led = isMeant ? redirected(step, (_at, to) => (to === before ? id : to)) : step;
      return each === place ? { ...led, id } : led;
    }),
  };
}

/** Puts a step in the place of one: what its form changed. */
export function replaced(definition: Definition, place: number, step: Step): Definition {
  return { ...definition, steps: definition.steps.map((each, at) => (at === place ? step : each)) };
}

/**
 * Gives a step another way, which leads where its main way leads.
 * @param grow the step with the way, whose target it is given
 */
export function grown(definition: Definition, place: number, grow: (step: Step, onward: string) => Step): Definition {
  const steps = linked(definition.steps);
  const more = steps.map((step, each) => (each === place ? grow(step, mainWay(step)?.to ?? OVER) : step));
  return { ...definition, steps: unlinked(more) };
}

function idsOf(steps: readonly Step[]): ReadonlySet<string> {
  return new Set(steps.map(({ id }) => id));
}
