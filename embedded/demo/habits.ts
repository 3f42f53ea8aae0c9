import { DAY, type Instant } from '../../domain/time.ts';
import { between, chance, type Random } from './random.ts';

/** The time that the demo tells of. */
export interface Span {
  /** The first orders. */
  readonly from: Instant;
  /** Where the test clock stands at first. */
  readonly clock: Instant;
  /** The last of the orders that lie ahead. */
  readonly to: Instant;
}

/** When a shopper of one kind buys, in order of time, ahead of the clock too. */
type Habit = (random: Random, span: Span) => readonly Instant[];

/** Buys every so often: each gap is `rhythm` days, more or less by `spread`, and `growth` times the one before. */
interface Pace {
  readonly rhythm: number;
  readonly spread: number;
  readonly growth?: number;
}

function keepBuying(random: Random, start: Instant, stop: Instant, pace: Pace): readonly Instant[] {
  const visits: Instant[] = [];
  let gap = pace.rhythm;
  for (let at = start; at < stop; gap *= pace.growth ?? 1) {
    visits.push(at);
    at += gap * between(random, 1 - pace.spread, 1 + pace.spread) * DAY;
  }
  return visits;
}

/** Squaring makes small values likelier: most shoppers are near the low end. */
function mostlyLow(random: Random, low: number, high: number): number {
  return low + (high - low) * random() ** 2;
}

const oneTime: Habit = (random, { from, clock, to }) => {
  const first = between(random, from, clock);
  const comesBack = chance(random, 0.15);
  const second = first + between(random, 40, 420) * DAY;
  return comesBack && second < to ? [first, second] : [first];
};

const regular: Habit = (random, { from, clock, to }) => {
  const joined = between(random, from, clock - 90 * DAY);
  const staysAway = chance(random, 0.15);
  const stop = staysAway ? between(random, clock - 45 * DAY, to) : to;
  return keepBuying(random, joined, stop, { rhythm: mostlyLow(random, 22, 95), spread: 0.45 });
};

const occasional: Habit = (random, { from, clock, to }) => {
  const joined = between(random, from, clock - 60 * DAY);
  return keepBuying(random, joined, to, { rhythm: between(random, 70, 190), spread: 0.4 });
};

const fading: Habit = (random, { from, clock, to }) => {
  const joined = between(random, from, clock - 200 * DAY);
  const growth = between(random, 1.25, 1.7);
  return keepBuying(random, joined, to, { rhythm: between(random, 14, 30), spread: 0.3, growth });
};

const churned: Habit = (random, { from, clock, to }) => {
  const stop = between(random, from + 60 * DAY, clock - 60 * DAY);
  const joined = between(random, from, stop - 30 * DAY);
  const visits = keepBuying(random, joined, stop, { rhythm: mostlyLow(random, 15, 60), spread: 0.4 });
  const comesBack = chance(random, 0.08);
  return comesBack ? [...visits, between(random, clock, to)] : visits;
};

const recent: Habit = (random, { clock, to }) => {
  const joined = between(random, clock - 45 * DAY, clock);
  const staysOn = chance(random, 0.5);
  const stop = staysOn ? to : joined + DAY;
  return keepBuying(random, joined, stop, { rhythm: between(random, 12, 40), spread: 0.4 });
};

/** Found the shop only after the clock's first position. */
export const newcomer: Habit = (random, { clock, to }) => {
  const joined = between(random, clock, to);
  const staysOn = chance(random, 0.4);
  return keepBuying(random, joined, staysOn ? to : joined + DAY, { rhythm: between(random, 10, 30), spread: 0.4 });
};

/** Out of a hundred shoppers, how many have which habit. */
const SHARES: readonly (readonly [share: number, habit: Habit])[] = [
  [34, oneTime],
  [20, regular],
  [18, occasional],
  [8, fading],
  [14, churned],
  [6, recent],
];

export function pickHabit(random: Random): Habit {
  let rest = random() * 100;
  for (const [share, habit] of SHARES) {
    if (rest < share) return habit;
    rest -= share;
  }
  return oneTime;
}
