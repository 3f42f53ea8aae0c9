import { createDecide } from '../../../activities/decide.ts';
import type { JournalRow } from '../../../db/events/journal.ts';
import type { Deadline } from '../../../domain/decision/decision.ts';
import type { Effect } from '../../../domain/effect.ts';
import type { CustomerEvent } from '../../../domain/events/event.ts';
import type { Playbook } from '../../../domain/playbook.ts';
import type { CustomerState } from '../../../domain/decision/state.ts';
import type { StoredState } from '../../../domain/decision/upcast-state.ts';
import type { Instant } from '../../../domain/time.ts';
import { aPlaybook, CUSTOMER } from '../../builders.ts';
import { aStoredRow, WORKSPACE } from '../../contract/rows.ts';
import { memoryDecisionStore } from '../../memory/decisions.ts';
import { memoryEventStore } from '../../memory/events.ts';
import { Tables } from '../../memory/tables.ts';

/** What the actor is told at one instant. */
export interface Call {
  readonly now: Instant;
  readonly events: readonly CustomerEvent[];
  /** Published by now; left out, the rules are those of the whole life. */
  readonly playbook?: Playbook;
}

export interface Lived {
  readonly state: CustomerState;
  readonly wake: Deadline | null;
  readonly effects: readonly Effect[];
  readonly journal: readonly JournalRow[];
  /** The deadline each call returned, beside its own instant. */
  readonly wakes: readonly (readonly [now: Instant, wake: Instant | null])[];
}

export interface Rules {
  readonly playbook?: Playbook;
  /** With a test clock: a sandbox. */
  readonly sandbox?: boolean;
  /** IANA zone of the workspace; left out: UTC. */
  readonly timezone?: string;
  /** What becomes of the state between two calls, such as being stored by an earlier version. */
  readonly between?: (state: CustomerState) => StoredState;
}

/** Takes a customer through these calls with the real shell: stored events, applied marks, orders looked up. */
export async function live(calls: readonly Call[], rules: Rules = {}): Promise<Lived> {
  const { playbook = aPlaybook(), sandbox, timezone = 'UTC', between = (state) => state } = rules;
  const tables = new Tables();
  let current = playbook;
  const decide = createDecide({
    decisions: memoryDecisionStore(tables),
    playbooks: { load: async () => current },
    workspace: async () => ({
      _id: WORKSPACE,
      currency: 'GBP',
      timezone,
      playbook: current.version,
      createdAt: 0,
      ...(sandbox ? { clock: 0 } : {}),
    }),
    giveUp: async () => undefined,
    quarantine: { setAside: async () => undefined },
    erasures: { among: async () => new Set(), find: async () => null },
    wallClock: () => 0,
  });
  const everything = new Map(calls.flatMap((call) => call.events).map((event) => [event.key, aStoredRow(event)]));
  await memoryEventStore(tables).insert([...everything.values()]);
  let reply: Awaited<ReturnType<typeof decide>> | null = null;
  const effects: Effect[] = [];
  const wakes: [Instant, Instant | null][] = [];
  for (const { now, events, playbook: published } of calls) {
    current = published ?? current;
    const state: StoredState | null = reply && between(reply.state);
    const who = { workspace: WORKSPACE, customer: CUSTOMER, chain: 'chain', outcomes: [] };
    reply = await decide({ ...who, state, events: events.map(({ key }) => key), now });
    effects.push(...reply.effects);
    while (reply.isPartial) {
      reply = await decide({ ...who, state: reply.state, events: [], now });
      effects.push(...reply.effects);
    }
    wakes.push([now, reply.wake?.at ?? null]);
  }
  if (reply === null) throw new Error('nobody was called');
  const journal = [...tables.journal.local.values()].toSorted((a, b) => a.seq - b.seq);
  return { state: reply.state, wake: reply.wake, effects, journal, wakes };
}
