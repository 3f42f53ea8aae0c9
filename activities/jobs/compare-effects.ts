import type { JournalRow } from '../../db/events/journal.ts';
import type { PastReads } from '../../db/events/journal-reads.ts';
import type { EffectCounts } from '../../db/jobs/results.ts';
import type { EffectRow } from '../../db/messaging/effects.ts';
import type { LedgerReads } from '../../db/messaging/ledger-reads.ts';
import type { PlaybookStore } from '../../db/playbook/playbooks.ts';
import { originOf } from '../../domain/earlier-effect.ts';
import {
  changedEffect,
  missingEffect,
  undecidedEffect,
  type DecidedAt,
} from '../../domain/decision/effect-differences.ts';
import type { Difference } from '../../domain/decision/rebuild.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { pinsOfOrigin } from '../../domain/journey/origin.ts';
import { customerKey, type EffectKey } from '../../domain/keys.ts';
import type { Instant } from '../../domain/time.ts';

export interface CompareEffectsDeps {
  readonly past: Pick<PastReads, 'toldOf'>;
  readonly ledger: LedgerReads;
  readonly playbooks: Pick<PlaybookStore, 'load'>;
}

/** Whose effects are compared. */
export interface Whose {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  /** The customer's playbook; versions of journeys that it has no more are loaded with it. */
  readonly playbook: number;
  /** Whether their actor may have something to do: then an effect without a row may still be begun. */
  readonly isAtWork: () => Promise<boolean>;
  /** What was decided up to here is not kept, in the journal or in the ledger; left out: all of it is. */
  readonly from?: Instant;
}

export const NO_EFFECTS: EffectCounts = { decided: 0, missing: 0, undecided: 0, changed: 0 };

/** Nobody reads more differences of one customer than this; the others are counted. */
const MOST_KEPT = 1_000;

/**
 * Compares what one customer's journal decided with the ledger of effects, a page of the journal at a time. Only reads: a
 * row that is made anew could let a message go out a second time.
 */
export class EffectComparison {
  readonly #deps: CompareEffectsDeps;
  readonly #whose: Whose;
  readonly #found: Difference[] = [];
  #counts: EffectCounts = NO_EFFECTS;
  /** Rows of effects decided up to here have been looked at. */
  #until = -Infinity;
  #isAtWork: Promise<boolean> | null = null;

  constructor(deps: CompareEffectsDeps, whose: Whose) {
    this.#deps = deps;
    this.#whose = whose;
    this.#until = whose.from ?? -Infinity;
  }

  get counts(): EffectCounts {
    return this.#counts;
  }

  /** The first ones of those counted. */
  get found(): readonly Difference[] {
    return this.#found;
  }

  /** @param entries the next page of the journal */
  async page(entries: readonly JournalRow[]): Promise<void> {
    const { customer, from = -Infinity } = this.#whose;
    const kept = entries.filter(({ at }) => at > from);
    const decided = new Map<EffectKey, DecidedAt>(
      kept.flatMap(({ at, effects }) => effects.map((effect) => [effect.key, { customer, at, effect }])),
    );
    await this.#compare(decided, kept.at(-1)?.at ?? this.#until);
  }

  /** Looks at the rows that are left, after the last page of the journal. */
  async end(): Promise<void> {
    await this.#compare(new Map(), Infinity);
  }

  async #compare(decided: ReadonlyMap<EffectKey, DecidedAt>, until: number): Promise<void> {
    const { workspace, customer } = this.#whose;
    const asked = { workspace, customer, keys: [...decided.keys()], after: this.#until, until };
    const missing = new Map(decided);
    for await (const rows of this.#deps.ledger.rows(asked)) {
      const strays: EffectRow[] = [];
      for (const row of rows) {
        const one = decided.get(row._id);
        missing.delete(row._id);
        if (one === undefined) strays.push(row);
        else this.#count('changed', changedEffect(one, row, await this.#playbookOf(one)));
      }
      await this.#addStrays(strays);
    }
    await this.#addMissing([...missing.values()].filter(isToBeThere));
    this.#counts = { ...this.#counts, decided: this.#counts.decided + decided.size };
    this.#until = until;
  }

  /** Rows that this page did not decide. The journal is read after them, and it is written before any effect begins. */
  async #addStrays(rows: readonly EffectRow[]): Promise<void> {
    const { workspace, customer } = this.#whose;
    const keys = rows.map(({ _id }) => _id);
    const told = await this.#deps.past.toldOf(customerKey(workspace, customer), keys);
    for (const row of rows) {
      const one = told.get(row._id);
      if (one?.is === 'decided') continue;
      this.#count('undecided', undecidedEffect(row, one?.because ?? 'nothing'));
    }
  }

  async #addMissing(missing: readonly DecidedAt[]): Promise<void> {
    if (missing.length === 0) return;
    this.#isAtWork ??= this.#whose.isAtWork();
    if (await this.#isAtWork) return;
    // What was under way when the ledger was read may have ended before the actor was asked.
    const known = await this.#deps.ledger.known(missing.map(({ effect }) => effect.key));
    for (const one of missing) if (!known.has(one.effect.key)) this.#count('missing', missingEffect(one));
  }

  async #playbookOf({ effect }: DecidedAt) {
    const { workspace, playbook } = this.#whose;
    return await this.#deps.playbooks.load(workspace, playbook, pinsOfOrigin(originOf(effect)));
  }

  #count(kind: Exclude<keyof EffectCounts, 'decided'>, difference: Difference | null): void {
    if (difference === null) return;
    this.#counts = { ...this.#counts, [kind]: this.#counts[kind] + 1 };
    if (this.#found.length < MOST_KEPT) this.#found.push(difference);
  }
}

/** Before 0.4.0 a banner or toast that could not be shown left no row. */
function isToBeThere({ effect }: DecidedAt): boolean {
  return effect.kind !== 'showPlacement' || effect.origin !== undefined;
}

/** How many differences these are. */
export function differencesIn({ missing, undecided, changed }: EffectCounts): number {
  return missing + undecided + changed;
}

/** Of one customer, or of several. */
export function sumOf(one: EffectCounts, other: EffectCounts): EffectCounts {
  return {
    decided: one.decided + other.decided,
    missing: one.missing + other.missing,
    undecided: one.undecided + other.undecided,
    changed: one.changed + other.changed,
  };
}
