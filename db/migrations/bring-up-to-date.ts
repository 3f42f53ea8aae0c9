import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import { SECOND } from '../../domain/time.ts';
import { claimFormat, noteMigration, raiseFormat } from '../format.ts';
import { Lease, LeaseLost, type Progress } from './lease.ts';
import { MIGRATIONS } from './migrations.ts';
import type { Migration, Tell } from './migration.ts';

interface Options {
  /** Those of this version; fewer or others in tests. */
  readonly migrations?: readonly Migration[];
  /** For how long a process that no longer answers keeps the others waiting, milliseconds. */
  readonly lease?: number;
  /** Between two lines about how far it is, milliseconds. */
  readonly sayEvery?: number;
}

const SAY_EVERY = 5 * SECOND;
/** Most stores are up to date sooner. */
const SAY_WAITING_AFTER = SECOND;
/** The process that migrates may be done, or gone. */
const LOOK_EVERY = 250;

/**
 * Makes the data of an earlier version those of this one, before anything else reads them: returns once nothing is
 * left to migrate. Of several processes that start at once, one migrates and the others wait; where it dies, another
 * goes on from where it was.
 * @param say told, in whole sentences, what is done and what is waited for
 * @throws OtherFormat where this version cannot read the data; nothing is changed then
 */
export async function bringUpToDate(
  connection: Connection,
  say: (sentence: string) => void,
  { migrations = MIGRATIONS, lease: length, sayEvery = SAY_EVERY }: Options = {},
): Promise<void> {
  const ids = migrations.map(({ id }) => id);
  const sayWaiting = atTimes(say, Math.min(SAY_WAITING_AFTER, sayEvery), sayEvery);
  for (;;) {
    const { missing } = await claimFormat(connection, ids);
    if (missing.length === 0) return;
    const lease = new Lease(connection, length);
    if (await lease.take()) {
      await lease.during(() => migrate(connection, migrations, lease, { say, sayEvery })).catch(unlessLost);
    } else {
      const progress = await lease.progress();
      if (progress !== null)
        sayWaiting(`Waiting until another process has brought the store up to date${far(progress)}.`);
      await pause(LOOK_EVERY);
    }
  }
}

async function migrate(
  connection: Connection,
  migrations: readonly Migration[],
  lease: Lease,
  { say, sayEvery }: { readonly say: (sentence: string) => void; readonly sayEvery: number },
): Promise<void> {
  // Another process may have finished between the look and the lease.
  const { format, missing } = await claimFormat(
    connection,
    migrations.map(({ id }) => id),
  );
  const steps = migrations.filter(({ id }) => missing.includes(id));
  for (const [place, migration] of steps.entries()) {
    const step = `step ${place + 1} of ${steps.length}: ${migration.what}`;
    say(`Bringing the store up to date, ${step}.`);
    await lease.renew({ what: step });
    await raiseFormat(connection, migration.to);
    await migration.run(connection, teller(lease, step, atTimes(say, sayEvery, sayEvery)));
    await lease.renew();
    await noteMigration(connection, migration.id);
  }
  if (steps.length > 0) say(`The store is up to date${format === steps.at(-1)?.to ? '' : `, from format ${format}`}.`);
}

function teller(lease: Lease, what: string, say: (sentence: string) => void): Tell {
  return async (done, of) => {
    await lease.renew({ what, done, of });
    say(`Bringing the store up to date${far({ what, done, of })}.`);
  };
}

/** As the end of a sentence. */
function far({ what, done, of }: Progress): string {
  const rows = done === undefined || of === undefined ? '' : ` (${inWords(done)} of ${inWords(of)})`;
  return what === undefined ? '' : `, ${what}${rows}`;
}

function inWords(count: number): string {
  return count.toLocaleString('en-GB');
}

/** Who has lost the lease waits like everybody else. */
function unlessLost(error: unknown): void {
  if (!(error instanceof LeaseLost)) throw error;
}

/** One sentence in each `every` milliseconds, the first one after `first`. */
function atTimes(say: (sentence: string) => void, first: number, every: number): (sentence: string) => void {
  let next = performance.now() + first;
  return (sentence) => {
    const now = performance.now();
    if (now < next) return;
    next = now + every;
    say(sentence);
  };
}
