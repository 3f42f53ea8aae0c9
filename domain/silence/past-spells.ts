import type { Spell } from './spell.ts';

/** When one customer bought, what they paid and when they gave signs of life; days are numbers of calendar days. */
export interface History {
  /** Ascending, each day once. */
  readonly days: readonly number[];
  /** Revenue of each of these days, minor units; `null` where it is not known any more. */
  readonly revenue: readonly (number | null)[];
  /** Days with signs of life, ascending, each once. */
  readonly signs: readonly number[];
}

/** A silence of the past: how it began, and how it ended if it has ended. */
export interface PastSpell extends Spell {
  /** Who fell silent: a place in the list of histories. */
  readonly customer: number;
  /** Days until the next purchase; `null` while none has come. */
  readonly gap: number | null;
}

/** Every silence of a customer, as it is seen on the day `end`. */
export function spellsOf({ days, revenue, signs }: History, customer: number, end: number): readonly PastSpell[] {
  const first = days[0] ?? 0;
  const spend = new SpendTrend();
  const spells: PastSpell[] = [];
  for (const [x, day] of days.entries()) {
    if (day > end) break;
    const next = days[x + 1];
    const gap = next === undefined || next > end ? null : next - day;
    const until = gap === null ? end : day + gap;
    const own = signs.filter((sign) => sign >= day && sign <= until).map((sign) => sign - day);
    spells.push({ customer, x, span: day - first, day, spend: spend.after(revenue[x] ?? null), signs: own, gap });
  }
  return spells;
}

/** The revenue of a day over the mean of the days before it. */
export class SpendTrend {
  #sum = 0;
  #days = 0;

  after(revenue: number | null): number {
    if (revenue === null) return 0;
    const mean = this.#days === 0 ? 0 : this.#sum / this.#days;
    this.#sum += revenue;
    this.#days += 1;
    return revenue > 0 && mean > 0 ? Math.round(Math.log(revenue / mean) * 1_000) / 1_000 : 0;
  }
}
