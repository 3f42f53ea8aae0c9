import { onEvery } from '../../domain/channels/channel.ts';
import type { EventRow } from '../../db/events/events.ts';
import type { CustomerRow } from '../../db/customers/customers.ts';
import { takenAt, type CustomerEvent } from '../../domain/events/event.ts';
import { customerId, type CustomerId, type JourneyId } from '../../domain/ids.schema.ts';
import { customerKey } from '../../domain/keys.ts';
import { pinsOf, type Playbook, type PublishedJourney } from '../../domain/playbook.ts';
import type { CustomerState, Profile } from '../../domain/decision/state.ts';
import type { Circumstances } from '../../domain/decision/take-instant.ts';
import { madeUpState, trialPlaybook, trialState, walkAhead, type Walked } from '../../domain/decision/trial.ts';
import { DAY, spanOf, type Instant } from '../../domain/time.ts';
import { notPublishable } from '../../publishing/problem.ts';
import { walkThrough } from '../../publishing/walk-through.ts';
import { entryRow } from '../../ingest/entry-row.ts';
import type { ApiDeps } from '../deps.ts';
import type { Here } from '../http/here.ts';
import { ApiProblem, invalidInput } from '../http/problem.ts';
import { definitionOf, findJourney, journeyProblems, noJourney } from './journey-view.ts';
import { eventsFrom, type TryAsked } from './try-input.ts';

/** Whoever asks waits for it. */
const MOST_INSTANTS = 1_000;
const MOST_DAYS = 400;
const SOMEBODY = customerId.parse('somebody');

/** What is tried, by whom, from when on. */
export interface Tried {
  readonly here: Here;
  readonly customer: CustomerId;
  readonly from: Instant;
  /** `null`: the draft. */
  readonly version: number | null;
  readonly playbook: Playbook;
}

interface Run {
  readonly of: Tried;
  /** What lay ahead. */
  readonly events: readonly EventRow[];
  readonly walked: Walked;
}

/** Somebody about to walk. */
interface Walker {
  readonly state: CustomerState;
  readonly history: readonly CustomerEvent[];
}

/** Walks one customer through a journey in virtual time. Stores nothing and sends nothing. */
export async function tryRun(deps: ApiDeps, here: Here, id: JourneyId, asked: TryAsked): Promise<Run> {
  const { workspace, now } = here;
  const customer = asked.customer ?? SOMEBODY;
  const known = await deps.stores.customers.find(workspace._id, customer);
  if (known) refuseMakingUp(asked, customer);
  const from = asked.from ?? now;
  const until = from + spanOf(asked.for);
  if (until - from > MOST_DAYS * DAY) throw badField('for', `look ahead at most ${MOST_DAYS} days`);
  const pins = known ? pinsOf(known.state) : [];
  const book = await deps.stores.playbooks.load(workspace._id, workspace.playbook, pins);
  const journey = await journeyToTry(deps, here, id, asked.version, book);
  const playbook = trialPlaybook(book, journey, asked.others);
  const listed = { workspace, customer };
  const events = [
    ...(asked.enter ? [entryAhead(asked.enter, { id, customer, from }, here)] : []),
    ...eventsFrom(asked.events, { ...listed, path: 'events', from, to: until, usual: from }),
  ];
  const history = eventsFrom(asked.history, { ...listed, path: 'history', from: 0, to: from, usual: from });
  const walker = known
    ? await walkerOf(deps, known, id, asked.others)
    : madeUp(asked, { playbook, timezone: workspace.timezone }, history, from);
  const walk = walkAhead({
    ...walker,
    customer: customerKey(workspace._id, customer),
    playbook,
    timezone: workspace.timezone,
    sandbox: workspace.clock !== undefined,
    events: events.map(({ event }) => event),
    until,
    mostInstants: MOST_INSTANTS,
  });
  const of = { here, customer, from, version: asked.version ?? null, playbook };
  return { of, events, walked: await walkThrough(walk) };
}

async function journeyToTry(
  deps: ApiDeps,
  { workspace }: Here,
  id: JourneyId,
  version: number | undefined,
  book: Playbook,
): Promise<PublishedJourney> {
  if (version !== undefined) {
    const row = await deps.stores.parts.find(workspace._id, { kind: 'journey', id, version });
    if (row === null) throw new ApiProblem('not-found', `There is no version ${version} of the journey "${id}".`);
    return { version, definition: row.content };
  }
  const definition = definitionOf(await findJourney(deps, workspace._id, id));
  if (definition === undefined) throw noJourney(id);
  const problems = await journeyProblems(deps, workspace._id, definition);
  if (problems.length > 0) throw notPublishable(problems, 'What cannot be published cannot be tried either.');
  return { version: (book.journeys.get(id)?.version ?? 0) + 1, definition };
}

/** Somebody of this workspace, as they are. */
async function walkerOf(deps: ApiDeps, row: CustomerRow, id: JourneyId, isAmongOthers: boolean): Promise<Walker> {
  return { state: trialState(row.state, id, isAmongOthers), history: await deps.stores.past.history(row) };
}

function madeUp(
  asked: TryAsked,
  rules: Pick<Circumstances, 'playbook' | 'timezone'>,
  rows: readonly EventRow[],
  from: Instant,
): Walker {
  const history = rows.map(({ event }) => event).filter((event) => takenAt(event) <= from);
  const profile: Profile = {
    consents: onEvery({ marketing: { granted: asked.consent ?? true, at: from } }),
    addresses: onEvery({ known: true, at: from }),
    ...(asked.timezone === undefined ? {} : { timezone: { name: asked.timezone, at: from } }),
  };
  return { state: madeUpState(history, profile, rules, from), history };
}

function entryAhead(
  { entry }: NonNullable<TryAsked['enter']>,
  { id, customer, from }: { readonly id: JourneyId; readonly customer: CustomerId; readonly from: Instant },
  { workspace: { clock: _clock, ...workspace } }: Here,
): EventRow {
  const wanted = { customer, journey: id, by: 'api' as const, id: 'try', ref: 'try' };
  return entryRow({ ...wanted, ...(entry === undefined ? {} : { entry }) }, workspace, from);
}

function refuseMakingUp(asked: TryAsked, customer: CustomerId): void {
  const { from, history, consent, timezone } = asked;
  const made = Object.entries({ from, history: history.length > 0 || undefined, consent, timezone });
  const [first] = made.flatMap(([path, value]) => (value === undefined ? [] : [path]));
  if (first === undefined) return;
  throw badField(first, `"${customer}" is a customer of this workspace, who is taken as they are now; leave it out`);
}

function badField(path: string, message: string): ApiProblem {
  return invalidInput('body', [{ code: 'malformed', path, message }]);
}
