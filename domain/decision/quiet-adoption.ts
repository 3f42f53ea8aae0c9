import { nothingRecalled } from './apply-event.ts';
import { decide, type Decision, type DecideInput } from './decide.ts';
import type { JournalEntry } from './decision.ts';
import { nextDeadline } from './next-deadline.ts';
import type { JourneyFact } from '../journey/facts.ts';
import type { Playbook } from '../playbook.ts';
import { scoreLabel } from '../scoring/scores.ts';
import { adopt } from './adopt-rules.ts';
import { rescored } from './rescore.ts';
import type { CustomerState } from './state.ts';

/** A customer as they are once they live by the playbook's rules, had nothing else happened. */
export interface Adopted extends Pick<Decision, 'state' | 'next'> {
  /** What the journal tells of it; `null` where it tells nothing. */
  readonly entry: JournalEntry | null;
}

/** What becomes of those inside without asking anything of anybody. */
const QUIET: readonly JourneyFact['what'][] = ['relocated', 'waiting', 'paused', 'resumed', 'draining'];

/**
 * What a customer is under the rules in force, where adopting them changes nothing that a journey could react to, and
 * nothing earlier than they are going to wake anyway. It is as of `state.asOf`: no turn passes, and at most the entry of the
 * adoption itself is written in the journal. Their own next decision comes to the same, since it adopts the same rules
 * before all else, and writes the same entry again.
 * @param input as for a decision now, without events; not for rules that need the history
 * @param wakes when they are going to wake; `null` where never
 * @returns `null` where they have to decide now
 */
export function quietlyAdopted(
  input: Omit<DecideInput, 'events' | 'orders' | 'history'>,
  wakes: Decision['next'],
): Adopted | null {
  const { state, playbook } = input;
  const decision = decide({ ...input, events: [], orders: new Map() });
  const [entry = null, ...more] = decision.entries;
  // Anything besides the adoption itself is due already.
  if (more.length > 0 || !isSame(state, decision)) return null;
  const told = entry !== null && (entry.facts.length > 0 || entry.loyalty) ? entry : null;
  const adopted = withTold(adoptedAsOf(state, playbook, input.timezone), told, decision);
  const next = nextDeadline(adopted, playbook);
  const isEarlier = [next, decision.next].some((one) => (one?.at ?? Infinity) < (wakes?.at ?? Infinity));
  return isEarlier || !isSame(state, { state: adopted, entries: [] }) ? null : { state: adopted, next, entry: told };
}

/** With what has become of journeys, points and the tier. */
function withTold(adopted: CustomerState, told: JournalEntry | null, { state }: Decision): CustomerState {
  if (told === null) return adopted;
  const { journeys, loyalty } = state;
  return { ...adopted, journeys, seq: told.seq, ...(loyalty === undefined ? {} : { loyalty }) };
}

function adoptedAsOf(state: CustomerState, playbook: Playbook, timezone: string): CustomerState {
  const ready = adopt(state, playbook, nothingRecalled());
  return { ...rescored(playbook, ready, timezone), playbook: playbook.version };
}

function isSame(before: CustomerState, { state, entries }: Pick<Decision, 'state' | 'entries'>): boolean {
  if (standingOf(before) !== standingOf(state) || before.silence !== state.silence) return false;
  if (audiencesOf(before) !== audiencesOf(state)) return false;
  return entries.every(({ move, silence, returned, audiences, facts, effects }) => {
    const hasNews = [move, silence, returned, audiences].some((news) => news !== undefined);
    return !hasNews && facts.every(({ what }) => QUIET.includes(what)) && effects.length === 0;
  });
}

function standingOf({ standing }: CustomerState): string {
  return standing === null ? '' : `${standing.segment} ${scoreLabel(standing.scores)}`;
}

function audiencesOf({ audiences = {} }: CustomerState): string {
  return Object.keys(audiences).toSorted().join(' ');
}
