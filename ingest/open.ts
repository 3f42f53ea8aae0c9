import type { Client } from '@temporalio/client';
import type { Connection } from 'mongoose';
import type { ContactRow } from '../db/customers/contact-row.ts';
import { mongoClockStore } from '../db/workspaces/clock.ts';
import { mongoPointsReads } from '../db/events/points-reads.ts';
import { mongoEventStore, type EventRow, type EventStore } from '../db/events/events.ts';
import { mongoOverdueReads } from '../db/customers/overdue.ts';
import { mongoMessageBack, type MessageBackStore } from '../db/messaging/message-back.ts';
import { mongoQuarantineStore, type QuarantineStore } from '../db/events/quarantine.ts';
import { workspaceCollection, type WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { ProfileChanged } from '../domain/events/event.ts';
import type { CustomerId } from '../domain/ids.schema.ts';
import { MINUTE, type Instant } from '../domain/time.ts';
import { acceptEvents } from './accept.ts';
import type { ClockPorts } from './clock.ts';
import { askPoints, type PointsAnswered } from './ask-points.ts';
import { temporalAsk, type Ask } from './ask.ts';
import { createDispatch, type Dispatch, type DispatchPorts, type Wake } from './dispatch.ts';
import { acceptMessageSign, backOf, type MessageTold } from './message-sign.ts';
import { ownRow } from './own-row.ts';
import { knowingSuppressed } from './suppressed-address.ts';
import { createWatchdog } from './watchdog.ts';
import { temporalWake, type WakeOptions } from './wake.ts';
import { toldRow, type Told } from './told-row.ts';
import { acceptReply, type Reply } from './webhook-reply.ts';

export interface IngestOptions {
  readonly connection: Connection;
  /** Wakes customers while somebody's request waits for it. */
  readonly wake: Wake;
  /** The same with time to spare: for a test clock, which may wake thousands. */
  readonly patientWake: Wake;
  /** Wakes a customer and waits for an answer; left out where nobody waits for any. */
  readonly ask?: Ask;
  /** Wall clock. */
  readonly now: () => Instant;
  /** Told of deliveries that failed; the sweeper repeats them. */
  readonly failed: (error: unknown) => void;
}

/** What a customer's contact says of how to reach them, without any address. */
export type ProfileChange = Pick<ProfileChanged, 'timezone' | 'consent' | 'address' | 'country' | 'revision'>;

/** The way of events into customers, over one store and one Temporal namespace. */
export interface Ingest {
  readonly events: EventStore;
  readonly dispatch: Dispatch;
  readonly quarantine: QuarantineStore;
  readonly clock: ClockPorts;
  /** See `createWatchdog`. */
  readonly watch: () => Promise<void>;
  /** Wakes a customer without news: they decide anew. */
  readonly wakeUp: (workspace: WorkspaceRow, customer: CustomerId) => Promise<void>;
  /** Tells a customer of a change of profile; durable once it resolves. `stored`: their contact, by whoever has just stored it. */
  readonly acceptProfile: (
    workspace: WorkspaceRow,
    customer: CustomerId,
    change: ProfileChange,
    stored?: ContactRow,
  ) => Promise<void>;
  /** See `askPoints`. */
  readonly askPoints: (workspace: WorkspaceRow, row: EventRow) => Promise<PointsAnswered>;
  /** What came back of messages, for what is counted of them. */
  readonly messageBack: MessageBackStore;
  /** Tells a customer what came back of a message, and keeps it with the message; see `acceptMessageSign`. */
  readonly acceptMessageSign: (workspace: WorkspaceRow, customer: CustomerId, told: MessageTold) => Promise<void>;
  /** Tells a customer what became of a webhook; see `acceptReply`. */
  readonly acceptReply: (workspace: WorkspaceRow, customer: CustomerId, reply: Reply) => Promise<void>;
  /** Tells a customer what became of something they were given, once; durable once it resolves. */
  readonly tell: (workspace: WorkspaceRow, customer: CustomerId, told: Told) => Promise<void>;
}

/** Deliveries of a test clock may queue behind thousands of others. */
const PATIENT = MINUTE;

/** How customers of a Temporal namespace are woken. */
export function wakesOf(client: Client, queue: Pick<WakeOptions, 'taskQueue'> = {}) {
  return {
    wake: temporalWake(client, queue),
    patientWake: temporalWake(client, { ...queue, deadline: PATIENT }),
    ask: temporalAsk(client, queue),
  };
}

export function openIngest({ connection, wake, patientWake, ask, now, failed }: IngestOptions): Ingest {
  const events = mongoEventStore(connection);
  const workspaces = workspaceCollection(connection);
  const ports: DispatchPorts & { readonly events: EventStore } = {
    events,
    wake,
    async timeOf(id) {
      const row = await workspaces.findOne({ _id: id });
      // A workspace that is being deleted: nobody may be woken any more.
      if (row === null) throw new Error(`there is no workspace ${id}`);
      const isMoving = row.movingTo !== undefined;
      return row.clock === undefined ? { isMoving } : { clock: row.clock, isMoving };
    },
    now,
    failed,
  };
  const dispatch = createDispatch(ports);
  const points = mongoPointsReads(connection);
  const messageBack = mongoMessageBack(connection);
  const known = knowingSuppressed(connection, now);
  const wakeUp: Ingest['wakeUp'] = async ({ _id, clock }, customer) => {
    await wake({ workspace: _id, customer, events: [], ...(clock === undefined ? {} : { clock }) });
  };
  return {
    events,
    dispatch,
    quarantine: mongoQuarantineStore(connection),
    clock: { clock: mongoClockStore(connection), events, wake: patientWake, now },
    watch: createWatchdog({ overdue: mongoOverdueReads(connection), wakeUp, now, failed }),
    wakeUp,
    askPoints: (workspace, row) => askPoints({ ...ports, points, ask: ask ?? unanswered(wake) }, workspace, row),
    acceptReply: (workspace, customer, reply) => acceptReply({ events, dispatch }, workspace, customer, reply, now()),
    messageBack,
    async acceptMessageSign(workspace, customer, told) {
      await messageBack.note(workspace._id, customer, told.message, backOf(told));
      await acceptMessageSign({ events, dispatch }, workspace, customer, told, now());
    },
    async tell(workspace, customer, told) {
      await acceptEvents({ events, dispatch }, [toldRow(workspace, customer, told, now())]);
    },
    async acceptProfile(workspace, customer, change, stored) {
      const told = await known(workspace._id, customer, change, stored);
      const row = ownRow(workspace, customer, { kind: 'profile', ...told }, now());
      await acceptEvents({ events, dispatch }, [row]);
    },
  };
}

/** Wakes without waiting for an answer. */
function unanswered(wake: Wake): Ask {
  return async (wakeUp) => {
    await wake(wakeUp);
    return null;
  };
}
