import type { Instant } from '../time.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ScoringModel } from './model.ts';
import { scoreOf, type Totals } from './score.ts';
import type { Scores } from './scores.ts';
import { totalsOf, type Engagement } from '../ledger/totals.ts';

/** What a customer's facts come to at one instant. It is worked out once, for scores, conditions and deadlines alike. */
export class Reading {
  readonly at: Instant;
  readonly scores: Scores | null;
  /** Whether nothing has changed since the last instant that scores and limits of silence follow from. */
  readonly isUnchanged: boolean;
  readonly #ledger: Ledger;
  readonly #engagement: Engagement;
  readonly #model: ScoringModel;
  #totals: Totals | null | undefined;

  /** @param scores those of the last instant, where nothing has changed since; left out, they are worked out */
  constructor(ledger: Ledger, engagement: Engagement, model: ScoringModel, at: Instant, scores?: Scores | null) {
    this.at = at;
    this.#ledger = ledger;
    this.#engagement = engagement;
    this.#model = model;
    this.isUnchanged = scores !== undefined;
    this.scores = scores === undefined ? this.#scored() : scores;
  }

  /** What counts then; `null` where no purchase has ever counted. Added up when it is first asked for. */
  totals(): Totals | null {
    if (this.#totals === undefined) this.#totals = totalsOf(this.#ledger, this.#engagement, this.#model, this.at);
    return this.#totals;
  }

  #scored(): Scores | null {
    const totals = this.totals();
    return totals && scoreOf(totals, this.#model, this.at);
  }
}
