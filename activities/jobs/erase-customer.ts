import { setTimeout as pause } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { addressIn, consentTo } from '../../db/customers/contact-row.ts';
import type { JobRow } from '../../db/jobs/rows.ts';
import { ERASED_PARTS, type ErasureRef } from '../../db/privacy/customer-erasure.ts';
import type { OpenErasure } from '../../db/privacy/erasures.ts';
import { CHANNELS } from '../../domain/channels/channel.ts';
import { customerKey } from '../../domain/keys.ts';
import { SECOND } from '../../domain/time.ts';
import { customerWorkflows, type CustomerWorkflows } from '../../jobs/customer-workflows.ts';
import { alive, keep, openJob, pulse } from '../../jobs/progress.ts';
import type { JobCall } from '../../workflows/job-messages.ts';
import type { JobDeps } from './job-deps.ts';
import { censusHere } from './recount.ts';

/** Rows taken in one transaction. */
const PAGE = 500;

/**
 * Erases a customer who is marked, so that nothing new is taken for them: every run of theirs and its history, then their
 * rows, as the register says. What was begun before may still write for a moment, so it looks again until it has found
 * nothing. An attempt that is cut off is followed by one that goes on with what is left.
 */
export function createEraseCustomer(deps: JobDeps) {
  return async function eraseCustomer(input: JobCall): Promise<void> {
    const job = await openJob(deps, input, 'erase-customer');
    if (job === null) return;
    await keep(deps, job, {}, { state: 'running' });
    const row = await deps.erasures.get(job.options.erasure);
    if (row === null) return;
    const { customer } = row;
    if (customer !== undefined) await new Erasure(deps, job, { ...row, customer }).run();
    await prove(deps, input);
  };
}

/** What is told in the end is what was taken. */
async function prove(deps: JobDeps, input: JobCall): Promise<void> {
  const job = await openJob(deps, input, 'erase-customer');
  if (job === null) return;
  await keep(deps, job, { result: { ...job.result, provedAt: deps.now() } }, { done: job.done, total: job.done });
}

class Erasure {
  readonly #deps: JobDeps;
  readonly #of: ErasureRef;
  readonly #workflows: CustomerWorkflows;

  constructor(deps: JobDeps, job: JobRow<'erase-customer'>, erasure: OpenErasure) {
    this.#deps = deps;
    this.#of = { ...erasure, job: job._id };
    this.#workflows = customerWorkflows(Context.current().client, customerKey(erasure.workspace, erasure.customer));
  }

  async run(): Promise<void> {
    await this.#keepWithdrawals();
    await this.#pass();
    await this.#files();
    await this.#quiet();
    while ((await this.#pass()) > 0) pulse();
    await this.#deps.erasures.finish(this.#of._id, this.#deps.now());
  }

  /** Whoever wanted no more is written to no more, also where they come back under another id: their contact goes after this. */
  async #keepWithdrawals(): Promise<void> {
    const { contacts, suppress, now } = this.#deps;
    const { workspace, customer } = this.#of;
    const contact = await contacts.get(workspace, customer);
    for (const channel of CHANNELS) {
      const address = addressIn(contact, channel);
      if (address === undefined || consentTo(contact, channel, 'marketing') !== 'withdrawn') continue;
      await suppress(workspace, channel, address, now());
    }
  }

  /** @returns how much there was to erase */
  async #pass(): Promise<number> {
    const runs = await this.#endRuns();
    await this.#uncount();
    let rows = await this.#forgottenByOthers();
    for (const part of ERASED_PARTS) {
      for (let some = 1; some > 0; rows += some) {
        const { customerErasure, now } = this.#deps;
        some = await alive(() => customerErasure.eraseSome(this.#of, part, PAGE, now()));
      }
    }
    return runs + rows;
  }

  async #endRuns(): Promise<number> {
    const ended = new Set<string>();
    for (;;) {
      pulse();
      const runs = await this.#workflows.runs();
      // Noted before they go: whoever goes on after a crash may not find them any more.
      if (runs.length > 0) await this.#deps.customerErasure.noteWorkflows(this.#of, runs);
      await this.#workflows.erase(runs);
      for (const run of runs) ended.add(run);
      if (await this.#workflows.isGone()) return ended.size;
      // What was deleted is found for a moment longer.
      await pause(SECOND / 4);
    }
  }

  async #uncount(): Promise<void> {
    const census = await censusHere(this.#deps, await this.#deps.workspace(this.#of.workspace));
    await alive(() => this.#deps.customerErasure.uncount(this.#of, census));
  }

  /**
   * Before it goes who brought whom, by which they are found. What works on them holds the id as well: woken, it forgets.
   * @returns of how many rows named them
   */
  async #forgottenByOthers(): Promise<number> {
    const { othersOfErased, ingest, workspace } = this.#deps;
    const named = await alive(() => othersOfErased.rename(this.#of));
    const context = Context.current();
    const { wakeUp } = ingest(context.client, context.info.taskQueue);
    for (const other of named) {
      pulse();
      await wakeUp(await workspace(this.#of.workspace), other);
    }
    return named.length;
  }

  /** Files that came before may name them; each is removed when its job ends, and takes nothing of theirs any more. */
  async #files(): Promise<void> {
    while ((await this.#deps.customerErasure.filesBefore(this.#of)) > 0) {
      pulse({ waitsFor: 'files that came before' });
      await pause(SECOND);
    }
  }

  async #quiet(): Promise<void> {
    const { quietAfter, now } = this.#deps;
    for (const until = now() + quietAfter; now() < until;) {
      pulse();
      await pause(Math.min(SECOND, quietAfter));
    }
  }
}
