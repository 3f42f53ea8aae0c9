import type { Connection, mongo } from 'mongoose';
import type { Deadline } from '../../domain/decision/decision.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { ledgerKeptNow } from '../../domain/ledger/ledger.ts';
import { silenceLimits, type SilenceLimits } from '../../domain/silence/silence-limits.ts';
import type { SilenceModel } from '../../domain/silence/silence-model.ts';
import { nextSilence, type SilenceStage } from '../../domain/silence/silence.ts';
import type { StoredState } from '../../domain/decision/upcast-state.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf } from '../schema.ts';
import type { Migration } from './migration.ts';
import { changeRows } from './pages.ts';

interface Row {
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly turn: number;
  readonly state: Pick<StoredState, 'ledger' | 'rules' | 'silence' | 'asOf' | 'limits'>;
  readonly next: Deadline | null;
}

interface Book {
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly playbook: { readonly version: number; readonly silence: SilenceModel };
}

const FIELDS = { workspace: 1, turn: 1, next: 1, ...of('ledger', 'rules', 'silence', 'asOf', 'limits') } as const;

/**
 * 0.2.0 took customers of whom a summary tells many purchases for people who had bought once. Their limits are what
 * they are for everybody now; where the next stage begins sooner than they wake, they are due at that instant.
 */
export const silenceOfSummaries: Migration = {
  id: 'silence-of-summaries',
  to: 3,
  what: 'when customers whose past is a summary fall silent',
  async run(connection, tell) {
    const customers = collectionOf<Row>(connection, 'customers');
    const modelOf = modelsOf(connection);
    const left = {
      'state.ledger.summary': { $ne: null },
      'state.limits': { $ne: null },
      'state.limits.from.undated': { $exists: false },
    };
    const change = async (rows: readonly Row[]) => {
      for (const row of rows) {
        const model = await modelOf(row.workspace, row.state.rules.silence);
        const limits = model && silenceLimits(ledgerKeptNow(row.state.ledger), model, row.state.limits);
        if (!limits || limits === row.state.limits) continue;
        const asRead = { _id: row._id, turn: row.turn, ...left };
        await customers.updateOne(asRead, { $set: changed(row, limits) }, { writeConcern: MAJORITY });
      }
    };
    await changeRows(customers, { left, projection: FIELDS, change }, tell);
  },
};

function changed({ state, next }: Row, limits: SilenceLimits): mongo.MatchKeysAndValues<Row> {
  const due = dueStage(state.silence, limits);
  // What is due already is taken as soon as anybody looks, and no clock goes back for it.
  const at = due && Math.max(due.at, state.asOf);
  const isSooner = at !== null && at < (next?.at ?? Infinity);
  return {
    'state.limits': limits,
    nextSilence: nextSilence(limits, state.asOf),
    // What is at stake depends on it, and is counted anew with the totals.
    totalsUntil: 0,
    ...(due && isSooner ? { next: { at, because: `${due.stage}: no purchase for too long` } } : {}),
  };
}

function dueStage(stage: SilenceStage, { overdueAt, lapsedAt }: SilenceLimits) {
  if (stage === 'active') return { stage: 'overdue', at: overdueAt };
  return stage === 'overdue' ? { stage: 'lapsed', at: lapsedAt } : null;
}

/** By number, as playbooks of a workspace held them before parts of a playbook were stored by themselves. */
function modelsOf(connection: Connection) {
  const books = collectionOf<Book>(connection, 'playbooks');
  const known = new Map<string, SilenceModel | null>();
  return async (workspace: WorkspaceId, version: number): Promise<SilenceModel | null> => {
    const key = `${workspace}:${version}`;
    const cached = known.get(key);
    if (cached !== undefined) return cached;
    const holding = { workspace, 'playbook.silence.version': version };
    const book = await books.findOne(holding, { projection: { 'playbook.silence': 1 } });
    const model = book?.playbook.silence ?? null;
    known.set(key, model);
    return model;
  };
}

function of(...names: readonly (keyof Row['state'])[]): Readonly<Record<string, 1>> {
  return Object.fromEntries(names.map((name) => [`state.${name}`, 1]));
}
