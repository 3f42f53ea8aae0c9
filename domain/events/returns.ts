import type { EventKey, OrderKey } from '../keys.ts';
import type { Instant } from '../time.ts';

/** A purchase that something may be taken off. */
export interface Bought {
  readonly key: OrderKey;
  readonly at: Instant;
  /** Minor units, less what was refunded of it by name. */
  readonly left: number;
}

/** Money that went back to a customer, of which nobody said for what. */
export interface Returned {
  readonly key: EventKey;
  readonly at: Instant;
  /** Minor units, above 0. */
  readonly amount: number;
}

/** What is taken off one order. */
export interface ReturnPart {
  /** The return itself where no order was found: it waits there. */
  readonly order: OrderKey;
  /** Minor units, above 0. */
  readonly amount: number;
}

/**
 * Finds the orders that a customer's returns belong to, of those bought at the same time or before: the newest that has
 * exactly this amount left, or else the newest ones, as far as they reach. What is over belongs to orders nobody knows of.
 * The work is linear but for sorting.
 */
export function matchReturns(
  bought: readonly Bought[],
  returned: readonly Returned[],
): ReadonlyMap<EventKey, readonly ReturnPart[]> {
  const inOrder = bought.filter(({ left }) => left > 0).toSorted(byTime);
  const open = new OpenPurchases();
  const found = new Map<EventKey, readonly ReturnPart[]>();
  let next = 0;
  for (const one of returned.toSorted(byTime)) {
    for (let purchase = inOrder[next]; purchase && purchase.at <= one.at; purchase = inOrder[next]) {
      open.add(purchase);
      next += 1;
    }
    found.set(one.key, open.takeOff(one));
  }
  return found;
}

function byTime(a: Bought | Returned, b: Bought | Returned): number {
  return a.at - b.at || (a.key < b.key ? -1 : 1);
}

interface Open {
  readonly order: OrderKey;
  left: number;
}

class OpenPurchases {
  /** The newest comes last. Some have nothing left any more. */
  readonly #stack: Open[] = [];
  /** The same by what they had left when they were put there. */
  readonly #byAmount = new Map<number, Open[]>();

  add({ key, left }: Bought): void {
    const purchase = { order: key, left };
    this.#stack.push(purchase);
    this.#index(purchase);
  }

  takeOff({ key, amount }: Returned): readonly ReturnPart[] {
    const exact = this.#exactly(amount);
    if (exact) {
      exact.left = 0;
      return [{ order: exact.order, amount }];
    }
    const parts: ReturnPart[] = [];
    let rest = amount;
    for (let newest = this.#stack.at(-1); newest && rest > 0; newest = this.#stack.at(-1)) {
      const taken = Math.min(rest, newest.left);
      if (taken > 0) parts.push({ order: newest.order, amount: taken });
      rest -= taken;
      newest.left -= taken;
      if (newest.left === 0) this.#stack.pop();
      else this.#index(newest);
    }
    return rest > 0 ? [...parts, { order: key, amount: rest }] : parts;
  }

  #index(purchase: Open): void {
    const alike = this.#byAmount.get(purchase.left) ?? [];
    alike.push(purchase);
    this.#byAmount.set(purchase.left, alike);
  }

  /** The newest with exactly so much left. */
  #exactly(amount: number): Open | undefined {
    const alike = this.#byAmount.get(amount) ?? [];
    for (let purchase = alike.pop(); purchase; purchase = alike.pop()) if (purchase.left === amount) return purchase;
    return undefined;
  }
}
