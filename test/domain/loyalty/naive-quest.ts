import type { CustomerEvent } from '../../../domain/events/event.ts';
import { DAY } from '../../../domain/time.ts';

/** What a step of the oracle wants. */
export type NaiveStep = { readonly on: string; readonly target: number } & (
  | { readonly by: 'count' | 'sum' }
  | { readonly by: 'distinct'; readonly of: string }
  | { readonly by: 'streak'; readonly times: number; readonly freezes: number }
);

export interface NaiveRules {
  readonly steps: readonly NaiveStep[];
  readonly days: number | null;
  readonly repeat: { readonly on: 'completion' | 'expiration'; readonly most: number } | null;
  readonly rollback: boolean;
}

const typeOf = (event: CustomerEvent) => (event.kind === 'activity' ? event.type : event.kind);

/** Keeps every event of a cycle, and counts all of them again whenever somebody asks. Days are UTC. */
export class NaiveQuest {
  is: 'not-started' | 'running' | 'completed' | 'expired' = 'not-started';
  cycle = 0;
  completed = 0;
  #startedAt = 0;
  #ends = Infinity;
  #log: CustomerEvent[] = [];
  /** As of the last event: what refunds have taken is in it or not. */
  readonly #refunds = new Map<string, number[]>();
  /** Refunds that came before their order was counted. */
  readonly #before = new Map<string, number[]>();
  readonly #rules: NaiveRules;

  constructor(rules: NaiveRules) {
    this.#rules = rules;
  }

  passTo(at: number): void {
    if (this.is === 'running' && this.#ends <= at) this.is = 'expired';
  }

  take(event: CustomerEvent, at: number): void {
    if (event.kind === 'refund') {
      this.#refunds.set(event.order, [...(this.#refunds.get(event.order) ?? []), event.amount]);
      return;
    }
    this.#before.set(event.key, this.#refunds.get(event.key) ?? []);
    const brings = this.#rules.steps.some((step) => this.#worth(step, event) > 0);
    if (!brings) return;
    if (this.is !== 'running' && !this.#begins(event.at, at)) return;
    if (event.at < this.#startedAt || event.at >= this.#ends) return;
    this.#log.push(event);
    if (this.#rules.steps.some((step) => this.#count(step) < step.target)) return;
    this.is = 'completed';
    this.completed += 1;
  }

  #begins(when: number, now: number): boolean {
    const { days, repeat } = this.#rules;
    if (this.is !== 'not-started') {
      if (repeat === null || this.cycle >= repeat.most) return false;
      if (repeat.on === 'completion' ? this.is !== 'completed' : when < this.#ends) return false;
    }
    const ends = days === null ? Infinity : (Math.floor(when / DAY) + days + 1) * DAY;
    if (ends <= now) return false;
    [this.is, this.#startedAt, this.#ends, this.#log] = ['running', when, ends, []];
    this.cycle += 1;
    return true;
  }

  /** What each step has come to, as it is shown at an instant. */
  done(at: number): readonly number[] {
    if (this.is === 'running') return this.#rules.steps.map((step) => this.#count(step, Math.floor(at / DAY)));
    return this.#rules.steps.map(({ target }) => (this.is === 'completed' ? target : 0));
  }

  #worth(step: NaiveStep, event: CustomerEvent): number {
    if (typeOf(event) !== step.on) return 0;
    if (step.by === 'distinct' && !('facts' in event && event.facts?.[step.of] !== undefined)) return 0;
    if (event.kind !== 'purchase') return step.by === 'sum' ? 0 : 1;
    const taken = this.#rules.rollback ? this.#refunds.get(event.key) : this.#before.get(event.key);
    const left = Math.max(0, event.amount - (taken ?? []).reduce((sum, one) => sum + one, 0));
    if (step.by === 'sum') return left;
    return left > 0 || (taken ?? []).length === 0 ? 1 : 0;
  }

  #count(step: NaiveStep, today?: number): number {
    const counted = this.#log.filter((event) => this.#worth(step, event) > 0);
    switch (step.by) {
      case 'count':
        return Math.min(step.target, counted.length);
      case 'sum':
        return Math.min(
          step.target,
          counted.reduce((sum, event) => sum + this.#worth(step, event), 0),
        );
      case 'distinct': {
        const values = counted.map((event) => ('facts' in event ? String(event.facts?.[step.of]) : ''));
        return Math.min(step.target, new Set(values).size);
      }
      case 'streak':
        return streak(
          step,
          counted.map(({ at }) => Math.floor(at / DAY)),
          today,
        );
    }
  }
}

/** Goes through every single day. */
function streak(
  { times, freezes, target }: Extract<NaiveStep, { by: 'streak' }>,
  days: readonly number[],
  today = Math.max(...days),
): number {
  let [length, left] = [0, freezes];
  for (let day = Math.min(...days); day <= Math.max(today, ...days); day += 1) {
    if (days.filter((one) => one === day).length >= times) {
      length += 1;
      if (length === target) return target;
    } else if (day < today || days.some((one) => one > day)) {
      left -= 1;
      if (left < 0) [length, left] = [0, freezes];
    }
    if (length === 0) left = freezes;
  }
  return length;
}
