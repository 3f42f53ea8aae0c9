import { Context } from '@temporalio/activity';
import type { Excluded } from '../../db/jobs/results.ts';
import type { JobRow } from '../../db/jobs/rows.ts';
import type { CustomerRow } from '../../db/customers/customers.ts';
import type { EventRow } from '../../db/events/events.ts';
import { workspaceTime, type WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { asksIn, type Asks } from '../../domain/behaviour/asks.ts';
import { behaviourOf, isCounted } from '../../domain/behaviour/note.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import { asksMore } from '../../domain/decision/adopt-rules.ts';
import { needsHistory } from '../../domain/decision/apply-event.ts';
import type { DecideInput } from '../../domain/decision/decide.ts';
import type { CustomerEvent, EntryAsked } from '../../domain/events/event.ts';
import { factsOf, holds } from '../../domain/journey/conditions/condition.ts';
import { foreseen, type Foreseen } from '../../domain/journey/launch/foresee.ts';
import { pinsOf } from '../../domain/playbook.ts';
import { readingOf } from '../../domain/scoring/reading.ts';
import type { Instant } from '../../domain/time.ts';
import { UnsettledError } from '../../ingest/accept.ts';
import { entryRow } from '../../ingest/entry-row.ts';
import type { Ingest } from '../../ingest/open.ts';
import { Pace } from '../../jobs/rate-limit.ts';
import type { JobDeps } from '../jobs/job-deps.ts';
import { Deliveries } from './deliveries.ts';

/** Asked together: few enough for a pace that is even. */
const AT_ONCE = 25;

interface Planned {
  readonly event: EventRow;
  readonly outcome: Foreseen | Excluded;
}

/** Asks people into the journey of one launch, or only says what would become of them. */
export class Asker {
  readonly #deps: JobDeps;
  readonly #job: JobRow<'launch'>;
  readonly #ingest: Pick<Ingest, 'events' | 'dispatch'>;
  readonly #pace: Pace;
  readonly #deliveries: Deliveries;
  readonly #except: ReadonlySet<string>;
  /** What its condition asks of what people did, which the playbook may ask nowhere. */
  readonly #asks: Asks;

  constructor(deps: JobDeps, job: JobRow<'launch'>) {
    const { client, info } = Context.current();
    this.#deps = deps;
    this.#job = job;
    this.#ingest = deps.ingest(client, info.taskQueue);
    this.#pace = new Pace(job.options.perSecond, deps.now);
    this.#deliveries = new Deliveries(this.#ingest, job.workspace);
    this.#except = new Set(job.options.except?.customers);
    this.#asks = asksIn(job.options.when === undefined ? [] : [job.options.when]);
  }

  /** What becomes of each, in their order, and the event that would ask them. */
  async plan(rows: readonly CustomerRow[], workspace: WorkspaceRow, waits: () => void): Promise<readonly Planned[]> {
    const planned: Planned[] = [];
    for (const row of rows) {
      const event = entryRow(this.#wanted(row), workspace, this.#deps.now());
      planned.push({ event, outcome: this.#keptOut(row) ?? (await this.#foreseen(row, workspace, event)) });
      waits();
    }
    return planned;
  }

  /** Whoever will not come in for another reason is told so in their timeline, and so is asked. */
  async ask(planned: readonly Planned[], waits: () => void): Promise<void> {
    const rows = planned.flatMap(({ event, outcome }) => (outcome === 'except' || outcome === 'unmet' ? [] : [event]));
    for (let first = 0; first < rows.length; first += AT_ONCE) {
      const some = rows.slice(first, first + AT_ONCE);
      await this.#pace.admit(some.length, waits);
      const inserted = await this.#ingest.events.insert(some);
      if (inserted.some(({ verdict }) => verdict === 'unsettled')) throw new UnsettledError('tried again at once');
      this.#deliveries.add(some.map(({ customer }) => customer));
      waits();
    }
  }

  /** Tells whom an attempt before this one has asked and not told. */
  async resume(): Promise<void> {
    const open = await this.#ingest.events.pendingOf(this.#job.workspace);
    const { _id } = this.#job;
    this.#deliveries.add(
      open.flatMap(({ event, customer }) => (isEntry(event) && event.ref === _id ? [customer] : [])),
    );
  }

  /** Resolves when everybody who was asked has been told, or is left to the sweeper. */
  async told(waits: () => void): Promise<void> {
    await this.#deliveries.end(waits);
  }

  #wanted({ customer }: CustomerRow) {
    const { _id, begunBy, options } = this.#job;
    const { journey, entry } = options;
    const by = begunBy === 'schedule' ? ('schedule' as const) : ('launch' as const);
    const id = `${_id}:${encodeURIComponent(customer)}`;
    return { customer, id, journey, by, ref: _id, ...(entry === undefined ? {} : { entry }) };
  }

  #keptOut({ customer, segment, inside, audiences }: CustomerRow): Excluded | null {
    const { except } = this.#job.options;
    const isOut =
      this.#except.has(customer) ||
      (segment !== null && except?.segments?.includes(segment)) ||
      except?.inside?.some((journey) => inside.includes(journey)) ||
      except?.audiences?.some((audience) => audiences?.includes(audience));
    return isOut ? 'except' : null;
  }

  async #foreseen(row: CustomerRow, workspace: WorkspaceRow, { event }: EventRow): Promise<Foreseen | Excluded> {
    const { state } = row;
    const playbook = await this.#deps.playbooks.load(workspace._id, workspace.playbook, pinsOf(state));
    const { timezone, clock } = workspace;
    const now: Instant = workspaceTime(workspace, this.#deps.now());
    const input = { customer: row._id, playbook, timezone, sandbox: clock !== undefined, state, now };
    if (!(await this.#isMeant(row, input))) return 'unmet';
    if (!isEntry(event)) return 'enters';
    // What the playbook asks for the first time is counted from the history, as it will be when they decide.
    const isUnread = asksMore(state, playbook) || needsHistory(state, [], playbook.scoring.counts);
    return foreseen(isUnread ? { ...input, history: await this.#historyOf(row) } : input, event);
  }

  async #historyOf({ workspace, customer, turn, state }: CustomerRow): Promise<readonly CustomerEvent[]> {
    const { base, rest } = state;
    return await this.#deps.decisions.history({ workspace, customer, turn: turn + 1, base, rest });
  }

  async #isMeant(row: CustomerRow, input: Omit<DecideInput, 'events' | 'orders'>): Promise<boolean> {
    const { when } = this.#job.options;
    if (when === undefined) return true;
    const { playbook, now } = input;
    const state = await this.#withBehaviour(row);
    const reading = readingOf(state.ledger, state, playbook.scoring, now);
    return holds(when, factsOf({ ...input, state, at: now, reading }));
  }

  /** What was never counted is read from the history, as a decision reads what is asked for the first time. */
  async #withBehaviour(row: CustomerRow): Promise<CustomerState> {
    const { state } = row;
    if (isCounted(state.did, this.#asks)) return state;
    const did = behaviourOf(await this.#historyOf(row), this.#asks);
    return did === undefined ? state : { ...state, did };
  }
}

function isEntry(event: EventRow['event']): event is EntryAsked {
  return event.kind === 'entry';
}
