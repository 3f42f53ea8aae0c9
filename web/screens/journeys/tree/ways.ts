import type { Condition, Step, StepOf, Until } from '../definition.ts';

type Wait = StepOf<'wait'>;
type Webhook = StepOf<'webhook'>;

/** Where a step names the step that a way leads to. */
export type WayAt =
  | { readonly field: 'next' | 'onTimeout' | 'ifMissing' | 'onFailure' | 'onAlready' }
  | { readonly field: 'paths' | 'arms' | 'anyOf'; readonly index: number };

/** Why somebody takes a way. */
export type WayReason =
  | { readonly is: 'condition'; readonly when: Condition }
  | { readonly is: 'otherwise' }
  | { readonly is: 'arm'; readonly name: string; readonly share: number; readonly isControl: boolean }
  | { readonly is: 'happened'; readonly what: Until }
  | { readonly is: 'time'; readonly of: Pick<Wait, 'for' | 'at' | 'date' | 'bestHour'> }
  | { readonly is: 'missing' | 'replied' | 'failed' | 'started' | 'already' };

/** One way out of a step. */
export interface Way {
  readonly at: WayAt;
  /** The step it names; undefined: the one after it in the list. */
  readonly to: string | undefined;
  /** What takes it, each of them; empty where it is the only way. */
  readonly reasons: readonly WayReason[];
  /** Under which names results count those who took it; empty where it is the only way. */
  readonly took: readonly string[];
}

/** A way whose end is known, before those that share `next` are put together. */
interface Single {
  readonly at: WayAt;
  readonly to: string | undefined;
  readonly reason: WayReason;
  readonly took: string;
}

/** The ways out of a step, in the order in which they are drawn; none out of a stop. */
export function waysOf(step: Step): readonly Way[] {
  switch (step.type) {
    case 'stop':
      return [];
    case 'send':
    case 'place':
    case 'set':
    case 'enter':
    case 'grant':
      return together(step.next, []);
    case 'branch':
      return together(step.next, branching(step));
    case 'split':
      return splitting(step);
    case 'wait':
      return together(step.next, waiting(step));
    case 'webhook':
      return together(step.next, calling(step));
    case 'quest':
      return together(step.next, beginning(step));
  }
}

/** The way that goes on where several are put together or the step is taken out. */
export function mainWay(step: Step): Way | undefined {
  const ways = waysOf(step);
  return ways.find(({ at }) => at.field === 'next') ?? ways[0];
}

export function wayKey(at: WayAt): string {
  return 'index' in at ? `${at.field}[${at.index}]` : at.field;
}

/** Ways that all lead on by `next` are one way, which needs no reason where there is no other. */
function together(next: string | undefined, singles: readonly Single[]): readonly Way[] {
  const own = singles.filter(({ at }) => at.field !== 'next');
  const rest = singles.filter(({ at }) => at.field === 'next');
  if (own.length === 0) return [{ at: { field: 'next' }, to: next, reasons: [], took: [] }];
  const ways = own.map(({ at, to, reason, took }): Way => ({ at, to, reasons: [reason], took: [took] }));
  if (rest.length === 0) return ways;
  const reasons = rest.map(({ reason }) => reason);
  return inOrder(ways, { at: { field: 'next' }, to: next, reasons, took: rest.map(({ took }) => took) });
}

/** What was hoped for stands before what happens otherwise. */
function inOrder(ways: readonly Way[], rest: Way): readonly Way[] {
  const isHope = rest.reasons.some(({ is }) => is === 'happened' || is === 'replied' || is === 'started');
  const isLast = !isHope || ways.some(({ at }) => at.field === 'anyOf');
  return isLast ? [...ways, rest] : [rest, ...ways];
}

function branching({ paths, next }: StepOf<'branch'>): readonly Single[] {
  const named = paths.map(({ when, next: to }, index): Single => {
    return { at: { field: 'paths', index }, to, reason: { is: 'condition', when }, took: to };
  });
  return [...named, { at: { field: 'next' }, to: next, reason: { is: 'otherwise' }, took: 'otherwise' }];
}

function splitting({ arms }: StepOf<'split'>): readonly Way[] {
  const all = arms.reduce((sum, { weight }) => sum + weight, 0);
  return arms.map(({ name, weight, next, control }, index) => {
    const share = all > 0 ? weight / all : 0;
    const reasons: readonly WayReason[] = [{ is: 'arm', name, share, isControl: control === true }];
    return { at: { field: 'arms', index }, to: next, reasons, took: [name] };
  });
}

/** Whether a wait ends by time. */
function endsByTime(step: Wait): boolean {
  return [step.for, step.at, step.date, step.bestHour].some((end) => end !== undefined);
}

function waiting(step: Wait): readonly Single[] {
  const { until, anyOf = [], onTimeout, ifMissing, next } = step;
  const onward = (reason: WayReason, took: string, field: 'next' | 'onTimeout' | 'ifMissing', to = next): Single => {
    return { at: { field }, to, reason, took };
  };
  const isAwaiting = until !== undefined || anyOf.length > 0;
  const ways = anyOf.map((option, index): Single => {
    const reason: WayReason =
      'on' in option ? { is: 'happened', what: option } : { is: 'condition', when: option.when };
    return { at: { field: 'anyOf', index }, to: option.next, reason, took: option.next };
  });
  if (until) ways.push(onward({ is: 'happened', what: until }, 'happened', 'next'));
  if (endsByTime(step)) {
    const hasOwn = onTimeout !== undefined && isAwaiting;
    const time: WayReason = { is: 'time', of: step };
    ways.push(onward(time, 'timeout', hasOwn ? 'onTimeout' : 'next', hasOwn ? onTimeout : next));
  }
  if (step.date) {
    const hasOwn = ifMissing !== undefined;
    ways.push(onward({ is: 'missing' }, 'missing', hasOwn ? 'ifMissing' : 'next', ifMissing ?? next));
  }
  return ways;
}

function beginning({ next, onAlready }: StepOf<'quest'>): readonly Single[] {
  const field = onAlready === undefined ? 'next' : 'onAlready';
  return [
    { at: { field: 'next' }, to: next, reason: { is: 'started' }, took: 'started' },
    { at: { field }, to: onAlready ?? next, reason: { is: 'already' }, took: 'already' },
  ];
}

function calling(step: Webhook): readonly Single[] {
  const { next, onFailure, onTimeout } = step;
  return [
    { at: { field: 'next' }, to: next, reason: { is: 'replied' }, took: 'replied' },
    {
      at: { field: onFailure === undefined ? 'next' : 'onFailure' },
      to: onFailure ?? next,
      reason: { is: 'failed' },
      took: 'failed',
    },
    {
      at: { field: onTimeout === undefined ? 'next' : 'onTimeout' },
      to: onTimeout ?? next,
      reason: { is: 'time', of: { for: step.for ?? '3d' } },
      took: 'timeout',
    },
  ];
}
