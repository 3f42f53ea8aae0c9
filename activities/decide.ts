import { DecidedAsleepError } from '../db/events/asleep-entries.ts';
import type { DecisionStore } from '../db/events/decisions.ts';
import { customerRow, journeysInside } from '../db/customers/customer-row.ts';
import type { PlaybookStore } from '../db/playbook/playbooks.ts';
import type { NewlyAside, QuarantineStore } from '../db/events/quarantine.ts';
import type { ErasureStore } from '../db/privacy/erasures.ts';
import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
import { asksMore } from '../domain/decision/adopt-rules.ts';
import { eventsToLookUp, needsHistory, ordersToLookUp, keysOfPoints } from '../domain/decision/apply-event.ts';
import type { DecideInput, Decision } from '../domain/decision/decide.ts';
import { decidedAsleep, isAsleepEntry, joined } from '../domain/decision/decided-asleep.ts';
import { decideSoundly, type SoundDecision } from '../domain/decision/decide-soundly.ts';
import type { CustomerEvent } from '../domain/events/event.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { customerKey, type CustomerKey, type EventKey } from '../domain/keys.ts';
import { isPointsOutcome } from '../domain/events/outcome.ts';
import { forgetting, othersIn } from '../domain/privacy/forgotten.ts';
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
  readonly erasures: Pick<ErasureStore, 'among' | 'find'>;
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
    try {
      return await decideWith(deps, call, []);
    } catch (error) {
      // A launch has decided for this customer, and the workflow has not heard of it yet.
      if (!(error instanceof DecidedAsleepError)) throw error;
      return await decideWith(deps, call, error.entries);
    }
  };
}

/** @param asleep entries that the call does not name */
async function decideWith(deps: DecideDeps, asked: DecideCall, asleep: readonly EventKey[]): Promise<DecideReply> {
  const key = customerKey(asked.workspace, asked.customer);
  const loaded = asked.state ? null : await deps.decisions.load(key, asked.chain);
  const more = [...asleep, ...(loaded?.asleep ?? [])];
  const call = more.length === 0 ? asked : { ...asked, events: [...new Set([...asked.events, ...more])] };
  const stored = call.state ? upcastState(call.state) : (loaded?.state ?? NEW_CUSTOMER);
  const state = await withoutErased(deps, call.workspace, stored);
  const workspace = await deps.workspace(call.workspace);
  const events = await notApplied(deps.decisions, state, call);
  const { sound, playbook } = await decideInTurn(deps, { call, key, state, workspace, events });
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
      asleep: [...new Set([...more, ...events.filter(isAsleepEntry).map((event) => event.key)])],
      ...(loaded ? { firstAfter: loaded } : {}),
    }),
  ]);
  return reply(decision, playbook);
}

/** Who brought them, or was brought by them, may have been erased since: then they are known by the drawn id alone. */
async function withoutErased({ erasures }: DecideDeps, workspace: WorkspaceId, state: CustomerState) {
  const others = othersIn(state);
  const erased = others.length === 0 ? [] : await erasures.among(workspace, others);
  let known = state;
  for (const customer of erased) {
    const row = await erasures.find(workspace, customer);
    if (row !== null) known = forgetting(known, { customer, alias: row.alias });
  }
  return known;
}

interface Known {
  readonly call: DecideCall;
  readonly key: CustomerKey;
  readonly state: CustomerState;
  readonly workspace: WorkspaceRow;
  readonly events: readonly CustomerEvent[];
}

interface InTurn {
  readonly sound: SoundDecision;
  /** By which the last of it was decided. */
  readonly playbook: Playbook;
}

/** First what was decided asleep, as it was; then all else, by the playbook in force. */
async function decideInTurn(deps: DecideDeps, known: Known): Promise<InTurn> {
  const entries = decidedAsleep(known.state, known.events);
  let before: Decision | null = null;
  let { state } = known;
  for (const event of entries) {
    const taken = await decideBy(deps, { ...known, state, events: [event] }, event.playbook, event.at);
    const { sound } = taken;
    // It cannot come to what it came to asleep: then it is an event like all others.
    if (sound.is === 'stuck' || sound.aside.length > 0 || sound.decision.isPartial) return await decideNow(deps, known);
    before = joined(before, sound.decision);
    state = { ...sound.decision.state, turn: known.state.turn };
  }
  const events = known.events.filter((event) => !entries.some(({ key }) => key === event.key));
  const { sound, playbook } = await decideNow(deps, { ...known, state, events });
  if (sound.is === 'stuck' || before === null) return { sound, playbook };
  return { sound: { ...sound, decision: joined(before, sound.decision) }, playbook };
}

async function decideNow(deps: DecideDeps, known: Known): Promise<InTurn> {
  return await decideBy(deps, known, known.workspace.playbook, known.call.now);
}

async function decideBy(deps: DecideDeps, known: Known, version: number, now: Instant): Promise<InTurn> {
  const playbook = await deps.playbooks.load(known.call.workspace, version, pinsOf(known.state));
  return { sound: decideSoundly(await inputOf(deps, known, playbook, now)), playbook };
}

/** With what the core cannot know by itself: orders that the events touch, and the past where it has to be read again. */
async function inputOf(
  { decisions, mostInstants }: DecideDeps,
  { call, key, state, workspace, events }: Known,
  playbook: Playbook,
  now: Instant,
): Promise<DecideInput> {
  const { turn, base } = state;
  // What is decided now is not applied yet, whatever a lost attempt at an earlier turn has marked.
  const rest = [...(state.rest ?? []), ...events.map((event) => event.key)];
  const asked = { customer: call.customer, workspace: call.workspace, turn: turn + 1, base, rest };
  const orders = await decisions.orderFacts({ ...asked, keys: ordersToLookUp(state, events) });
  const points = await decisions.keyPoints({ key, turn: turn + 1, seq: state.seq, keys: keysOfPoints(state, events) });
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
    points,
    ...(history ? { history } : {}),
    now,
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
    ...answersOf(decision),
  };
}

/** What came of those who asked for points: they wait for it. */
function answersOf({ entries }: Decision): Pick<DecideReply, 'answers'> {
  const answers = entries.flatMap(({ events }) =>
    events.flatMap(({ key, outcome }) => (isPointsOutcome(outcome) ? [{ event: key, outcome }] : [])),
  );
  return answers.length === 0 ? {} : { answers };
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
