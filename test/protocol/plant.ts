import type { DecisionStore } from '../../db/events/decisions.ts';
import type { PointsReads } from '../../db/events/points-reads.ts';
import type { EventStore } from '../../db/events/events.ts';
import type { Wake } from '../../ingest/dispatch.ts';
import type { DecideCall } from '../../workflows/messages.ts';
import type { Edit } from './temporal/program.ts';
import type { RoundTrip, Tables } from '../memory/tables.ts';

/** What surrounds one attempt at a decision. */
export interface Around {
  readonly tables: Tables;
  readonly trip: RoundTrip;
  readonly call: DecideCall;
}

/** A deliberate defect around the real code; each is made anew for every run. */
export interface Planted {
  readonly events?: (store: EventStore, tables: Tables) => EventStore;
  readonly decisions?: (store: DecisionStore, around: Around) => DecisionStore;
  readonly wake?: (wake: Wake, events: EventStore) => Wake;
  readonly withoutSweeper?: true;
  readonly points?: (reads: Pick<PointsReads, 'outcome'>, tables: Tables) => Pick<PointsReads, 'outcome'>;
  /** Whoever asks for points again does so under another key. */
  readonly newKeys?: true;
  /** Points are asked for in every world. */
  readonly withPoints?: true;
  /** In the workflow's own source. */
  readonly source?: readonly Edit[];
}
