import { currentPlaybook } from '../../publishing/book.ts';
import { openStores } from '../../api/stores.ts';
import { customerCollection } from '../../db/customers/customers.ts';
import { startingPlaybook } from '../../domain/playbook.ts';
import { forEachAtOnce } from '../../ingest/at-once.ts';
import { NOW, openEdge } from './edge.ts';
import { livesIn } from './lives.ts';
import { jobsHere } from './jobs-here.ts';
import { aBase, populate, type Past } from './scoring-base.ts';

export const QUANTILES = {
  name: 'By our own base',
  windowDays: 365,
  days: 'elapsed',
  recencyOf: 'actions',
  frequencyOf: 'orders',
  counts: { actions: ['purchase'], engagement: 'any' },
  recency: { quantiles: 3 },
  frequency: { quantiles: 3 },
  monetary: { quantiles: 3 },
  segments: {
    segments: [
      { id: 'best', name: 'Best', color: '#1a7f4b' },
      { id: 'rest', name: 'Everybody else', color: '#7d7d7d' },
    ],
    membership: { by: 'first-match', rules: [{ segment: 'best', r: [3, 3], m: [2, 3] }], otherwise: 'rest' },
  },
};

/** The API over a workspace whose scoring is tried out. */
export async function openScoring() {
  const edge = await openEdge();
  const { connection, stores } = edge.deps;
  /** The version of scoring that each rollout was for. */
  const rollouts: number[] = [];
  const rollOut = async () => {
    const { scoring } = await currentPlaybook(stores, edge.workspace);
    rollouts.push(scoring.version);
    return `rollout-${rollouts.length}`;
  };
  Object.assign(edge.deps, { rollOut });
  const customers = customerCollection(connection);
  const worker = jobsHere(connection, () => edge.clock.now);
  return {
    edge,
    rollouts,
    put: (body: unknown) => edge.call('put', '/v1/scoring', { body }),
    get: () => edge.call('get', '/v1/scoring'),
    post: (what: string, body?: unknown) => edge.call('post', `/v1/scoring/${what}`, { body }),
    versions: () => edge.call('get', '/v1/scoring/versions'),
    /** As it was made, without customers; `null`: as version 0.2.0 made it, which knew UTC days only. */
    reset: async (zone: string | null = 'Europe/London'): Promise<void> => {
      const playbook = await currentPlaybook(stores, edge.workspace);
      const names = ['jobs', 'customers', 'events', 'counters', 'counted', 'recounts'];
      for (const name of names) await connection.collection(name).deleteMany({});
      for (const name of ['drafts', 'parts']) await connection.collection(name).deleteMany({ kind: 'scoring' });
      // What is published never changes, so stores keep it: these are to know nothing of the model that is gone.
      Object.assign(stores, openStores(connection));
      const { scoring, rulesAt } = startingPlaybook(null, zone ?? undefined);
      await stores.playbooks.publish(edge.workspace, { ...playbook, version: playbook.version + 1, scoring, rulesAt });
      edge.clock.now = NOW;
      rollouts.length = 0;
    },
    fill: async (pasts: ReadonlyMap<string, Past> = aBase()): Promise<void> => {
      const playbook = await currentPlaybook(stores, edge.workspace);
      await populate(connection, { workspace: edge.workspace, playbook, now: NOW }, pasts);
    },
    /** As customers do when they are woken, at this instant. */
    everybodyDecides: async (): Promise<void> => {
      const lives = livesIn(edge);
      const rows = await customers.find().toArray();
      await forEachAtOnce(16, rows, async ({ customer }) => {
        await lives.decided(customer, edge.clock.now);
      });
    },
    segments: async (): Promise<ReadonlyMap<string, string | null>> => {
      const rows = await customers.find().toArray();
      return new Map(rows.map(({ customer, segment }) => [customer, segment]));
    },
    /** One round of the worker's upkeep. */
    duties: () => worker.keepUp(),
  };
}
