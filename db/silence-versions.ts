import type { Connection } from 'mongoose';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { SilenceModel } from '../domain/rfm/silence-model.ts';
import type { Instant } from '../domain/time.ts';
import { playbookCollection } from './playbooks.ts';

/** A published version of the rules of silence. */
export interface SilenceVersion {
  readonly silence: SilenceModel;
  /** The first playbook that has it. */
  readonly playbook: number;
  /** The workspace's time; 0 for the version a workspace starts with. */
  readonly publishedAt: Instant;
}

export interface SilenceVersions {
  /** Newest first. */
  list(workspace: WorkspaceId, limit: number): Promise<readonly SilenceVersion[]>;
}

const FIELDS = {
  _id: 0,
  silence: '$playbook.silence',
  playbook: '$playbook.version',
  publishedAt: '$playbook.rulesAt',
};

export function mongoSilenceVersions(connection: Connection): SilenceVersions {
  const playbooks = playbookCollection(connection);

  /** One row by the index: a workspace may have published thousands of playbooks, and old ones are large. */
  async function one(filter: object, direction: 1 | -1): Promise<SilenceVersion | null> {
    return await playbooks
      .find(filter)
      .sort({ workspace: direction, 'playbook.silence.version': direction, 'playbook.version': direction })
      .limit(1)
      .project<SilenceVersion>(FIELDS)
      .next();
  }

  return {
    async list(workspace, limit) {
      const newest = await one({ workspace }, -1);
      const count = Math.min(limit, newest?.silence.version ?? 0);
      // Their numbers are consecutive.
      const numbers = Array.from({ length: count }, (_, place) => (newest?.silence.version ?? 0) - place);
      const rows = await Promise.all(
        numbers.map((number) => one({ workspace, 'playbook.silence.version': number }, 1)),
      );
      return rows.flatMap((row) => row ?? []);
    },
  };
}
