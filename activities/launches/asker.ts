import { Context } from '@temporalio/activity';
import type { Excluded } from '../../db/jobs/results.ts';
import type { JobRow } from '../../db/jobs/rows.ts';
import type { CustomerRow } from '../../db/customers/customers.ts';
import { takenBy } from '../../db/events/applied-events.ts';
import type { EventRow } from '../../db/events/events.ts';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { asksIn, didsIn, type Asks } from '../../domain/behaviour/asks.ts';
import { behaviourOf, isCounted } from '../../domain/behaviour/note.ts';
import type { Channel } from '../../domain/channels/channel.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import { reachedOn } from '../../domain/decision/profile.ts';
import { asksMore } from '../../domain/decision/adopt-rules.ts';
import { needsHistory } from '../../domain/decision/apply-event.ts';
import type { DecideInput } from '../../domain/decision/decide.ts';
import type { CustomerEvent, EntryAsked } from '../../domain/events/event.ts';
import { CustomerFacts, holds } from '../../domain/journey/conditions/condition.ts';
import { foresee, type Foreseen } from '../../domain/journey/launch/foresee.ts';
import { pinsOf } from '../../domain/playbook.ts';
import { Reading } from '../../domain/scoring/reading.ts';
import { entryRow } from '../../ingest/entry-row.ts';
import type { Ingest } from '../../ingest/open.ts';
import { Pace } from '../../jobs/rate-limit.ts';
import type { JobDeps } from '../jobs/job-deps.ts';
import { askTogether, decisionAsleep, type Asked } from './ask-together.ts';
import { Deliveries } from './deliveries.ts';

/** Asked together: few enough for a pace that is even. */
const AT_ONCE = 25;

/** What becomes of one customer, and the event that would ask them. */
interface Planned extends Asked {
  readonly outcome: Foreseen | Excluded;
  /** Channels on which they may be sent marketing. */
  readonly reachedOn: readonly Channel[];
}

/** Asks people into the journey of one launch, or only says what would become of them. */
export class Asker {
  readonly #deps: JobDeps;
  readonly #job: JobRow<'launch'>;
  readonly #ingest: Pick<Ingest, 'events' | 'dispatch'>;
  readonly #ports: Parameters<typeof askTogether>[0];
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
    this.#ports = { events: this.#ingest.events, asleep: deps.asleep };
    this.#pace = new Pace(job.options.perSecond, deps.now);
    this.#deliveries = new Deliveries(this.#ingest, job.workspace);
    this.#except = new Set(job.options.except?.customers);
    this.#asks = asksIn(job.options.when === undefined ? [] : didsIn(job.options.when));
  }

  /** What becomes of each, in their order. */
  async plan(rows: readonly CustomerRow[], workspace: WorkspaceRow, waits: () => void): Promise<readonly Planned[]> {
    const planned: Planned[] = [];
    for (const row of rows) {
      const event = entryRow(this.#wanted(row), workspace, this.#deps.now());
      const out = this.#keptOut(row);
      const channels = reachedOn(row.state.profile, 'marketing');
      planned.push({
        event,
        reachedOn: channels,
        ...(out === null ? await this.#foreseen(row, workspace, event) : { outcome: out }),
      });
      waits();
    }
    return planned;
  }

  /** Whoever will not come in for another reason is told so in their timeline, and so is asked. */
  async ask(planned: readonly Planned[], waits: () => void): Promise<void> {
    const wanted = planned.filter(({ outcome }) => outcome !== 'except' && outcome !== 'unmet');
    for (let first = 0; first < wanted.length; first += AT_ONCE) {
      const some = wanted.slice(first, first + AT_ONCE);
      await this.#pace.admit(some.length, waits);
      this.#deliveries.add(await askTogether(this.#ports, this.#job.workspace, some));
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

  async #foreseen(
    row: CustomerRow,
    workspace: WorkspaceRow,
    { event }: EventRow,
  ): Promise<Pick<Planned, 'outcome' | 'asleep'>> {
    const { state } = row;
    const playbook = await this.#deps.playbooks.load(workspace._id, workspace.playbook, pinsOf(state));
    const { timezone, clock } = workspace;
    const sandbox = clock !== undefined;
    const input = { customer: row._id, playbook, timezone, sandbox, state, now: event.at };
    if (!(await this.#isMeant(row, input))) return { outcome: 'unmet' };
    if (!isEntry(event)) return { outcome: 'enters' };
    // What the playbook asks for the first time is counted from the history, as it will be when they decide.
    const isUnread = asksMore(state, playbook) || needsHistory(state, [], playbook.scoring.counts);
    const { outcome, decision } = foresee(isUnread ? { ...input, history: await this.#historyOf(row) } : input, event);
    const asleep = isUnread ? null : decisionAsleep(row, { event }, playbook, decision);
    return asleep ? { outcome, asleep } : { outcome };
  }

  async #historyOf(row: CustomerRow): Promise<readonly CustomerEvent[]> {
    return await this.#deps.decisions.history(takenBy(row));
  }

  async #isMeant(row: CustomerRow, input: Omit<DecideInput, 'events' | 'orders'>): Promise<boolean> {
    const { when } = this.#job.options;
    if (when === undefined) return true;
    const { playbook, now } = input;
    const state = await this.#withBehaviour(row);
    const reading = new Reading(state.ledger, state, playbook.scoring, now);
    return holds(when, new CustomerFacts({ ...input, state, at: now, reading }));
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
