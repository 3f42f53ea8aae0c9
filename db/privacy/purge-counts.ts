import type { ClientSession, Connection } from 'mongoose';
import type { Retained } from '../../domain/privacy/retention.ts';
import { MAJORITY } from '../connection.ts';
import { jobCollection } from '../jobs/store.ts';

/** What the row of a purge says that it took: rows are counted in the transaction that deletes them, each once. */
export class PurgeTaken {
  readonly #jobs;

  constructor(connection: Connection) {
    this.#jobs = jobCollection(connection);
  }

  /** @param job the id of the purge; where it is gone, nobody counts */
  async add(job: string, what: Retained, count: number, session: ClientSession): Promise<void> {
    if (count > 0) await this.#jobs.updateOne({ _id: job }, { $inc: { [`result.${what}`]: count } }, { session });
  }

  /**
   * The most that was ever said counts.
   * @param count of everybody up to where the purge is: an attempt that begins further back says it again, and one that begins
   * where another had come to the end finds nobody to look at any more
   */
  async unlike(job: string, count: number): Promise<void> {
    await this.#jobs.updateOne({ _id: job }, { $max: { 'result.unlike': count } }, { writeConcern: MAJORITY });
  }
}
