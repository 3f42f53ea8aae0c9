import type { PointsReads } from '../../db/events/points-reads.ts';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { askPoints, type AskPointsPorts } from '../../ingest/ask-points.ts';
import { pointsRow } from '../../ingest/points-row.ts';
import type { WakeUp } from '../../ingest/dispatch.ts';
import type { EventKey } from '../../domain/keys.ts';
import type { Instant } from '../../domain/time.ts';
import type { RoundTrip, Tables } from '../memory/tables.ts';
import { memoryPointsReads, type PointsAsk, type PointsTold } from './points.ts';
import type { Planted } from './plant.ts';
import type { Random } from './random.ts';
import type { Process, Scheduler } from './scheduler.ts';
import type { Execution } from './temporal/execution.ts';

/** What one server has for asking. */
export interface AskingPorts extends Omit<AskPointsPorts, 'points' | 'ask'> {
  /** To Temporal, and to the store. */
  readonly call: RoundTrip;
  readonly trip: RoundTrip;
}

/** Around the servers. */
interface Around {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly tables: Tables;
  readonly planted: Planted;
  readonly send: (wakeUp: WakeUp, update: { readonly id: string; readonly event: EventKey }) => Execution | undefined;
}

const MAX_TRIES = 6;

/** Clients who ask for points and wait for the answer, and ask again under the same key where none came. */
export class Asks {
  readonly told: PointsTold[] = [];
  /** Asked once more while nothing was wrong, and not answered. */
  readonly unanswered: string[] = [];
  readonly all: readonly PointsAsk[];
  #queue: PointsAsk[];
  #open: PointsAsk[] = [];
  #updates = 0;
  readonly #around: Around;

  constructor(all: readonly PointsAsk[], around: Around) {
    this.all = all;
    this.#queue = [...all];
    this.#around = around;
  }

  get isDone(): boolean {
    return this.#queue.length === 0;
  }

  /** The server with these requests has died: whoever waits asks again. */
  lost(): void {
    for (const ask of this.#open.splice(0)) this.#again(ask);
  }

  /** Once nothing is wrong any more, everything is answered. */
  askAllAgain(): void {
    this.#queue = [...this.all];
    for (const ask of this.all) ask.tries = -1;
  }

  next(api: Process, ports: AskingPorts, shop: WorkspaceRow, now: Instant): void {
    const ask = this.#queue.shift();
    if (ask === undefined) return;
    const { scheduler, random, planted } = this.#around;
    this.#open.push(ask);
    const id = planted.newKeys ? `${ask.id}-${Math.max(0, ask.tries)}` : ask.id;
    const row = pointsRow(shop, ask.customer, id, ask.asked, now);
    scheduler.run(api, async () => {
      try {
        const { outcome } = await askPoints(this.#portsOf(ports), shop, row);
        await scheduler.pause(api);
        if (!this.#close(ask)) return;
        if (outcome !== null) this.told.push({ request: ask.id, key: row._id, outcome });
        if (outcome === null) this.#again(ask);
        else if (ask.tries >= 0 && random.chance(0.3)) this.#again(ask);
      } catch {
        if (this.#close(ask)) this.#again(ask);
      }
    });
  }

  /** @returns whether its client still waits */
  #close(ask: PointsAsk): boolean {
    const isOpen = this.#open.includes(ask);
    this.#open = this.#open.filter((one) => one !== ask);
    return isOpen;
  }

  #again(ask: PointsAsk): void {
    if (ask.tries < 0) {
      this.unanswered.push(ask.id);
      return;
    }
    ask.tries += 1;
    const { random } = this.#around;
    if (ask.tries < MAX_TRIES) this.#queue.splice(random.below(this.#queue.length + 1), 0, ask);
  }

  #portsOf({ call, trip, ...ports }: AskingPorts): AskPointsPorts {
    const { tables, planted, send } = this.#around;
    const real = memoryPointsReads(tables, trip);
    const points: Pick<PointsReads, 'outcome'> = planted.points?.(real, tables) ?? real;
    return {
      ...ports,
      points,
      ask: async (wakeUp, event) => {
        this.#updates += 1;
        const id = `u-${this.#updates}`;
        let answered: ReturnType<Execution['answerTo']> | undefined;
        await call(() => {
          answered = send(wakeUp, { id, event })?.answerTo(id);
        });
        const answer = await answered;
        if (answer?.is !== 'done') throw new Error(answer?.message ?? 'nobody was asked');
        return await call(() => JSON.parse(answer.result));
      },
    };
  }
}
