import { ordersOf } from '../../../domain/decision/apply-event.ts';
import { decide } from '../../../domain/decision/decide.ts';
import type { JournalEntry } from '../../../domain/decision/decision.ts';
import { NEW_CUSTOMER, type CustomerState } from '../../../domain/decision/state.ts';
import type { Effect } from '../../../domain/effect.ts';
import type { CustomerEvent, PointsAdjusted, PointsReturned, PointsSpent } from '../../../domain/events/event.ts';
import { loyaltyDraft } from '../../../domain/loyalty/draft.schema.ts';
import type { LoyaltyFact } from '../../../domain/loyalty/facts.ts';
import { keyPointsIn } from '../../../domain/loyalty/key-points.ts';
import { publishPart } from '../../../domain/parts.ts';
import { wakingAnew, type Playbook } from '../../../domain/playbook.ts';
import { aKey, aPlaybook, CUSTOMER, CUSTOMER_KEY } from '../../builders.ts';

/** A playbook with this programme, which has passed the same shape as a marketer's. */
export function withLoyalty(draft: unknown, playbook: Playbook = aPlaybook(), at = 0): Playbook {
  const content = { ...loyaltyDraft.parse(draft), version: 0, since: playbook.loyalty?.since ?? at };
  return wakingAnew(publishPart(playbook, 'loyalty', content, at), at);
}

function asked(id: string, at: number) {
  return { key: aKey(id), customer: CUSTOMER, at, seenAt: at, receivedAt: at };
}

export function aSpend(id: string, points: number, at: number): PointsSpent {
  return { kind: 'points-spent', points, ...asked(id, at) };
}

/** @param spend the id of the spending that is taken back */
export function aReturn(id: string, spend: string, at: number): PointsReturned {
  return { kind: 'points-returned', spend: aKey(spend), ...asked(id, at) };
}

export function anAdjustment(id: string, points: number, at: number): PointsAdjusted {
  return { kind: 'points-adjusted', points, reason: 'goodwill', ...asked(id, at) };
}

/** One customer, decided on as the shell does it: with what the log and the journal know of orders. */
export class Life {
  state: CustomerState;
  playbook: Playbook;
  readonly timezone: string;
  readonly entries: JournalEntry[] = [];
  readonly effects: Effect[] = [];
  #history: readonly CustomerEvent[] = [];

  constructor(playbook: Playbook, timezone = 'UTC', state = NEW_CUSTOMER) {
    this.playbook = playbook;
    this.timezone = timezone;
    this.state = state;
  }

  get facts(): readonly LoyaltyFact[] {
    return this.entries.flatMap(({ loyalty = [] }) => loyalty);
  }

  get account() {
    return this.state.loyalty?.account;
  }

  get tier(): string | null {
    return this.state.loyalty?.tier?.tier ?? null;
  }

  take(now: number, ...events: readonly CustomerEvent[]): this {
    let left = events;
    for (;;) {
      const decision = decide({
        customer: CUSTOMER_KEY,
        playbook: this.playbook,
        timezone: this.timezone,
        sandbox: false,
        state: this.state,
        events: left,
        orders: ordersOf(this.#history),
        history: this.#history,
        points: keyPointsIn(this.facts),
        now,
      });
      // As the history of a workflow carries it.
      this.state = JSON.parse(JSON.stringify(decision.state));
      this.entries.push(...decision.entries);
      this.effects.push(...decision.effects);
      const applied = new Set(decision.applied);
      this.#history = [...this.#history, ...left.filter(({ key }) => applied.has(key))];
      left = left.filter(({ key }) => !applied.has(key));
      if (!decision.isPartial) return this;
    }
  }
}
