import type { DecisionStore } from '../db/decisions.ts';
import { customerRow, journeysInside } from '../db/customer-row.ts';
import type { PlaybookStore } from '../db/playbooks.ts';
import type { WorkspaceRow } from '../db/workspaces.ts';
import { eventsToLookUp, needsHistory, ordersToLookUp } from '../domain/apply.ts';
import { decide as decideCore, type Decision } from '../domain/decide.ts';
import type { CustomerEvent } from '../domain/event.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { customerKey, type EventKey } from '../domain/keys.ts';
import { scoreLabel } from '../domain/rfm/scores.ts';
import type { Playbook } from '../domain/playbook.ts';
import { hasSeen } from '../domain/seen.ts';
import { NEW_CUSTOMER, type CustomerState } from '../domain/state.ts';
import { storyOf } from '../domain/story.ts';
import type { DecideCall, DecideReply } from '../workflows/messages.ts';

export interface DecideDeps {
  readonly decisions: DecisionStore;
  readonly playbooks: Pick<PlaybookStore, 'load'>;
  /** @throws when the workspace does not exist or the store cannot be reached */
  readonly workspace: (id: WorkspaceId) => Promise<WorkspaceRow>;
  readonly giveUp: (call: DecideCall) => Promise<void>;
}

/**
 * The shell of the core: loads what it needs, decides, writes marks, journal and read model, and returns what the
 * history records. It may run twice for one step, so every write is repeatable.
 */
export function createDecide(deps: DecideDeps) {
  return async function decide(call: DecideCall): Promise<DecideReply> {
    const key = customerKey(call.workspace, call.customer);
    const loaded = call.state ? null : await deps.decisions.load(key, call.chain);
    const state = call.state ?? loaded?.state ?? NEW_CUSTOMER;
    const workspace = await deps.workspace(call.workspace);
    const playbook = await deps.playbooks.load(call.workspace, workspace.playbook);
    const events = await notApplied(deps.decisions, state, call.events);
    const orders = await deps.decisions.orderFacts({
      customer: call.customer,
      keys: ordersToLookUp(state, events),
      turn: state.turn + 1,
      base: state.base,
    });
    const asked = { customer: call.customer, workspace: call.workspace, turn: state.turn + 1, base: state.base };
    const isWanted = needsHistory(state, events, playbook.scoring.counts, orders);
    const history = isWanted ? await deps.decisions.history(asked) : null;
    const decision = decideCore({
      customer: key,
      playbook,
      timezone: workspace.timezone,
      sandbox: workspace.clock !== undefined,
      state,
      events,
      orders,
      ...(history ? { history } : {}),
      now: call.now,
    });
    await Promise.all([
      deps.giveUp(call),
      deps.decisions.record({
        workspace: call.workspace,
        customer: call.customer,
        key,
        turn: decision.state.turn,
        now: decision.state.asOf,
        heard: call.events.length,
        applied: events.map((event) => event.key),
        entries: decision.entries,
        row: customerRow(call, key, decision, playbook),
        ...(loaded ? { firstAfter: loaded } : {}),
      }),
    ]);
    return reply(decision, playbook);
  };
}

function reply(decision: Decision, { scoring }: Playbook): DecideReply {
  const { standing } = decision.state;
  return {
    state: decision.state,
    effects: decision.effects,
    wake: decision.next,
    shown: {
      segment: standing?.segment ?? 'none',
      score: standing ? scoreLabel(standing.scores) : 'none',
      journeys: journeysInside(decision.state),
    },
    story: storyOf(decision, scoring.segments),
  };
}

/** Drops repeats: within the batch, by the keys the state remembers, and below the watermark by the marks. */
async function notApplied(
  decisions: DecisionStore,
  state: CustomerState,
  batch: readonly CustomerEvent[],
): Promise<readonly CustomerEvent[]> {
  const inBatch = new Map<EventKey, CustomerEvent>(batch.map((event) => [event.key, event]));
  const fresh = [...inBatch.values()].filter((event) => !hasSeen(state.seen, event.key));
  const doubtful = eventsToLookUp(state, fresh).map((event) => event.key);
  if (doubtful.length === 0) return fresh;
  const turns = await decisions.appliedTurns(doubtful);
  return fresh.filter((event) => (turns.get(event.key) ?? Infinity) > state.turn);
}
