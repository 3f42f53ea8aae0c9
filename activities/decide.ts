import type { DecisionStore } from '../db/events/decisions.ts';
import { customerRow, journeysInside } from '../db/customers/customer-row.ts';
import type { PlaybookStore } from '../db/playbook/playbooks.ts';
import type { NewlyAside, QuarantineStore } from '../db/events/quarantine.ts';
import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
import { asksMore } from '../domain/decision/adopt-rules.ts';
import { eventsToLookUp, needsHistory, ordersToLookUp } from '../domain/decision/apply-event.ts';
import type { DecideInput, Decision } from '../domain/decision/decide.ts';
import { decideSoundly } from '../domain/decision/decide-soundly.ts';
import type { CustomerEvent } from '../domain/events/event.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { customerKey, type CustomerKey, type EventKey } from '../domain/keys.ts';
import { scoreLabel } from '../domain/scoring/scores.ts';
import { pinsOf, type Playbook } from '../domain/playbook.ts';
import { hasSeen } from '../domain/decision/recent-keys.ts';
import { NEW_CUSTOMER, type CustomerState } from '../domain/decision/state.ts';
import { storyOf } from '../domain/words/operator-details.ts';
import type { Instant } from '../domain/time.ts';
import { upcastState } from '../domain/decision/upcast-state.ts';
import type { DecideCall, DecideReply } from '../workflows/messages.ts';

export interface DecideDeps {
  readonly decisions: DecisionStore;
  readonly playbooks: Pick<PlaybookStore, 'load'>;
  /** @throws when the workspace does not exist or the store cannot be reached */
  readonly workspace: (id: WorkspaceId) => Promise<WorkspaceRow>;
  readonly giveUp: (call: DecideCall) => Promise<void>;
  readonly quarantine: Pick<QuarantineStore, 'setAside'>;
  readonly wallClock: () => Instant;
  /** Instants of one call at most; lowered by tests. */
  readonly mostInstants?: number;
}

/**
 * The shell of the core: loads what it needs, decides, writes marks, journal and read model, and returns what the
 * history records. It may run twice for one step, so every write is repeatable.
 */
export function createDecide(deps: DecideDeps) {
  return async function decide(call: DecideCall): Promise<DecideReply> {
    const key = customerKey(call.workspace, call.customer);
    const loaded = call.state ? null : await deps.decisions.load(key, call.chain);
    const state = call.state ? upcastState(call.state) : (loaded?.state ?? NEW_CUSTOMER);
    const workspace = await deps.workspace(call.workspace);
    const playbook = await deps.playbooks.load(call.workspace, workspace.playbook, pinsOf(state));
    const events = await notApplied(deps.decisions, state, call);
    const sound = decideSoundly(await inputOf(deps, { call, key, state, workspace, playbook, events }));
    if (sound.is === 'stuck') return await stand(deps, call, state, events, sound.reason, playbook);
    const { decision, aside } = sound;
    const rows = aside.map(({ event, reason }) => asideRow(call, reason, event.key));
    await Promise.all([
      deps.quarantine.setAside(rows, deps.wallClock()),
      deps.giveUp(call),
      deps.decisions.record({
        workspace: call.workspace,
        customer: call.customer,
        key,
        turn: decision.state.turn,
        now: decision.state.asOf,
        heard: call.events.length,
        applied: decision.applied,
        entries: decision.entries,
        row: customerRow(call, key, decision, playbook),
        ...(loaded ? { firstAfter: loaded } : {}),
      }),
    ]);
    return reply(decision, playbook);
  };
}

interface Known {
  readonly call: DecideCall;
  readonly key: CustomerKey;
  readonly state: CustomerState;
  readonly workspace: WorkspaceRow;
  readonly playbook: Playbook;
  readonly events: readonly CustomerEvent[];
}

/** With what the core cannot know by itself: orders that the events touch, and the past where it has to be read again. */
async function inputOf(
  { decisions, mostInstants }: DecideDeps,
  { call, key, state, workspace, playbook, events }: Known,
): Promise<DecideInput> {
  const { turn, base, rest } = state;
  const asked = { customer: call.customer, workspace: call.workspace, turn: turn + 1, base, rest };
  const orders = await decisions.orderFacts({ ...asked, keys: ordersToLookUp(state, events) });
  const isWanted = asksMore(state, playbook) || needsHistory(state, events, playbook.scoring.counts, orders);
  const history = isWanted ? await decisions.history(asked) : null;
  return {
    customer: key,
    playbook,
    timezone: workspace.timezone,
    sandbox: workspace.clock !== undefined,
    state,
    events,
    orders,
    ...(history ? { history } : {}),
    now: call.now,
    ...(mostInstants === undefined ? {} : { mostInstants }),
  };
}

function reply(decision: Decision, { scoring }: Playbook): DecideReply {
  return {
    state: decision.state,
    effects: decision.effects,
    wake: decision.next,
    ...(decision.isPartial ? { isPartial: true } : {}),
    shown: shownOf(decision.state),
    story: storyOf(decision, scoring.segments),
  };
}

function shownOf(state: CustomerState): DecideReply['shown'] {
  const { standing } = state;
  return {
    segment: standing?.segment ?? 'none',
    score: standing ? scoreLabel(standing.scores) : 'none',
    journeys: journeysInside(state),
  };
}

/** Nothing can be decided for this customer: everything stays as it is until an operator or new rules change that. */
async function stand(
  deps: DecideDeps,
  call: DecideCall,
  state: CustomerState,
  events: readonly CustomerEvent[],
  reason: string,
  { scoring }: Playbook,
): Promise<DecideReply> {
  const rows = [asideRow(call, reason), ...events.map(({ key }) => asideRow(call, reason, key))];
  await Promise.all([deps.giveUp(call), deps.quarantine.setAside(rows, deps.wallClock())]);
  const story = `**Set aside**: ${reason}`;
  return {
    state,
    effects: [],
    wake: null,
    shown: shownOf(state),
    story: `${story}\n${storyOf({ state, next: null, entries: [] }, scoring.segments)}`,
  };
}

function asideRow({ workspace, customer }: DecideCall, reason: string, event?: EventKey): NewlyAside {
  return { workspace, customer, reason, ...(event === undefined ? {} : { event }) };
}

/** The call's events without repeats: those the state remembers, and below the watermark those that have a mark. */
async function notApplied(
  decisions: DecisionStore,
  state: CustomerState,
  { customer, events: keys }: DecideCall,
): Promise<readonly CustomerEvent[]> {
  const rest = new Set(state.rest);
  const wanted = new Set([...rest, ...keys]);
  const events = await decisions.events(
    customer,
    [...wanted].filter((key) => !hasSeen(state.seen, key)),
  );
  const fresh = events.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  // What the last call did not come to is not applied, whatever a lost attempt at it has marked.
  const doubtful = eventsToLookUp(state, fresh).flatMap(({ key }) => (rest.has(key) ? [] : [key]));
  if (doubtful.length === 0) return fresh;
  const turns = await decisions.appliedTurns(doubtful);
  return fresh.filter((event) => (turns.get(event.key) ?? Infinity) > state.turn);
}
