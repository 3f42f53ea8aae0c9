import { mongoErasureStore } from '../../db/privacy/erasures.ts';
import { randomUUID } from 'node:crypto';
import { createDecide } from '../../activities/decide.ts';
import { mongoDecisionStore } from '../../db/events/decisions.ts';
import { eventCollection } from '../../db/events/events.ts';
import type { CustomerEvent } from '../../domain/events/event.ts';
import { customerId, eventId, sourceId, type CustomerId } from '../../domain/ids.schema.ts';
import { eventKey } from '../../domain/keys.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import { DAY, type Instant } from '../../domain/time.ts';
import type { DecideReply } from '../../workflows/messages.ts';
import type { ProfileChange } from '../../ingest/open.ts';
import type { Edge } from './edge.ts';
import { NOW } from './edge.ts';

/** Lets customers live through decisions of the real shell, without Temporal. */
export function livesIn({ deps, workspace }: Edge, playbooks = deps.stores.playbooks) {
  const decide = createDecide({
    decisions: mongoDecisionStore(deps.connection),
    playbooks,
    workspace: async (id) => {
      const row = await deps.stores.workspaces.find(id);
      if (row === null) throw new Error(`there is no workspace ${id}`);
      return row;
    },
    giveUp: async () => undefined,
    quarantine: { setAside: async () => undefined },
    erasures: mongoErasureStore(deps.connection),
    wallClock: () => NOW,
  });
  const events = eventCollection(deps.connection);
  const states = new Map<CustomerId, CustomerState>();
  return {
    /** Purchases so many days before NOW, 40.00 each unless said otherwise, decided on one by one. */
    async bought(id: string, daysAgo: readonly number[], amount = 4_000): Promise<void> {
      const customer = customerId.parse(id);
      for (const [index, days] of daysAgo.entries()) {
        const at = NOW - days * DAY;
        const key = eventKey(workspace, sourceId.parse('api'), eventId.parse(`${id}:order:${index}`));
        const event: CustomerEvent = { kind: 'purchase', key, customer, amount, at, seenAt: at, receivedAt: at };
        await this.decided(id, at, [event]);
      }
    },
    /** A change of profile, as the address book tells of it. */
    async told(id: string, change: ProfileChange): Promise<void> {
      const customer = customerId.parse(id);
      const key = eventKey(workspace, sourceId.parse('sojourn'), eventId.parse(`profile:${randomUUID()}`));
      const event: CustomerEvent = { kind: 'profile', key, customer, at: NOW, seenAt: NOW, receivedAt: NOW, ...change };
      await this.decided(id, NOW, [event]);
    },
    /** One decision at `now`. */
    async decided(id: string, now: Instant, batch: readonly CustomerEvent[] = []): Promise<DecideReply> {
      const reply = await this.attempted(id, now, batch);
      states.set(customerId.parse(id), reply.state);
      return reply;
    },
    /** An attempt at a decision: it writes what it decides, and its result is lost. */
    async attempted(id: string, now: Instant, batch: readonly CustomerEvent[] = []): Promise<DecideReply> {
      const customer = customerId.parse(id);
      const state = states.get(customer) ?? null;
      for (const event of batch) {
        // Decisions are told which events, and find what they say in the store.
        const row = { workspace, customer, event, hash: '', receivedAt: event.receivedAt };
        await events.updateOne({ _id: event.key }, { $setOnInsert: row }, { upsert: true });
      }
      return await decide({
        workspace,
        customer,
        chain: `chain-${id}`,
        state,
        events: batch.map(({ key }) => key),
        outcomes: [],
        now,
      });
    },
  };
}
