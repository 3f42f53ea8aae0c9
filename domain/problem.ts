/** One thing that is wrong with what somebody wrote or sent: what, where, and how to mend it. */
export interface Problem {
  readonly code: ProblemCode;
  /** Such as `steps[2].next` or `events[3].amount`; empty for the whole of it. */
  readonly path: string;
  readonly message: string;
}

/** A problem before it has its code: all that are found in one place get the same one. */
export type Uncoded = Omit<Problem, 'code'>;

/** What keeps something from being published, and what is likely not meant. */
export interface Checks {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** What kind of problem it is. Callers compare with it, so none is ever renamed. */
export type ProblemCode = OfShape | OfJourneys | OfScoring | OfLoyalty | OfTemplates | OfPublishing | OfRequests;

type OfShape = 'missing' | 'unknown-field' | 'malformed';

type OfJourneys =
  | 'duplicate-step'
  | 'unknown-step'
  | 'unreachable-step'
  | 'loop-without-wait'
  | 'wait-for-nothing'
  | 'wait-twice'
  | 'set-unclear'
  | 'timeout-never'
  | 'condition-never'
  | 'trigger-never'
  | 'compares-nothing'
  | 'no-goal'
  | 'no-sender'
  | 'chain-too-long'
  | 'plain-text';

type OfScoring =
  | 'unknown-preset'
  | 'duplicate-segment'
  | 'unknown-segment'
  | 'missing-cells'
  | 'cells-outside'
  | 'range-outside'
  | 'range-reversed'
  | 'money-without-scores'
  | 'unreachable-rule'
  | 'unreachable-segment'
  | 'recency-of-engagement'
  | 'nothing-to-recompute'
  | 'thin-base';

type OfLoyalty =
  | 'duplicate-rule'
  | 'unknown-rule'
  | 'earns-nothing'
  | 'campaign-never'
  | 'duplicate-tier'
  | 'tier-order'
  | 'tier-never'
  | 'tier-in-use'
  | 'unknown-tier'
  | 'duplicate-badge'
  | 'duplicate-quest'
  | 'quest-in-use'
  | 'unknown-quest'
  | 'quest-never'
  | 'milestone-order'
  | 'unknown-badge'
  | 'no-programme'
  | 'no-warning'
  | 'warning-in-use'
  | 'referral-never'
  | 'badge-in-use'
  | 'unknown-pool'
  | 'duplicate-draw'
  | 'duplicate-prize'
  | 'unknown-draw'
  | 'draw-empty'
  | 'draw-in-use'
  | 'duplicate-board'
  | 'board-never'
  | 'board-changed'
  | 'other-currency';

type OfTemplates =
  | 'duplicate-variant'
  | 'no-fallback'
  | 'unreachable-variant'
  | 'missing-language'
  | 'no-way-out-words'
  | 'mixed-texts'
  | 'other-use'
  | 'too-many-texts'
  | 'too-many-templates'
  | 'templates-too-large'
  | 'unknown-template'
  | 'template-in-use';

type OfPublishing =
  | 'template'
  | 'not-tried'
  | 'other-id'
  | 'too-many-journeys'
  | 'journeys-too-large'
  | 'too-much-asked'
  | 'too-many-audiences'
  | 'unknown-audience'
  | 'audience-circle'
  | 'audience-in-use'
  | 'held-in-vain'
  | 'unknown-category'
  | 'step-stays'
  | 'unmapped-step';

type OfRequests =
  | 'invalid'
  | 'hostile'
  | 'duplicate-item'
  | 'column'
  | 'doubt'
  | 'cursor'
  | 'scope'
  | 'role'
  | 'confirm'
  | 'refund-above-order'
  | 'too-old'
  | 'unknown-journey'
  | 'unreadable';

/** Keys are shown to people; one of half a megabyte is not. */
const SHOWN = 64;

/** A key as it may stand in a path or a message. */
export function shownKey(key: PropertyKey): string {
  return String(key).slice(0, SHOWN).toWellFormed();
}

/** The path of a value inside others, such as `events[3].amount`: numbers are places, the rest are names. */
export function pathText(keys: readonly PropertyKey[]): string {
  return keys.reduce(pathInto, '');
}

/** The path of what stands under `key` in the value at `path`. */
export function pathInto(path: string, key: PropertyKey): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  return path === '' ? shownKey(key) : `${path}.${shownKey(key)}`;
}
