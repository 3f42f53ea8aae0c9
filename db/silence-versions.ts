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

export function mongoSilenceVersions(connection: Connection): SilenceVersions {
  const playbooks = playbookCollection(connection);
  return {
    async list(workspace, limit) {
      const rows = playbooks.aggregate<SilenceVersion>([
        { $match: { _id: { $gt: `${workspace}:`, $lt: `${workspace};` } } },
        { $project: { silence: '$playbook.silence', playbook: '$playbook.version', publishedAt: '$playbook.rulesAt' } },
        { $sort: { playbook: 1 } },
        {
          $group: {
            _id: '$silence.version',
            silence: { $first: '$silence' },
            playbook: { $first: '$playbook' },
            publishedAt: { $first: '$publishedAt' },
          },
        },
        { $sort: { _id: -1 } },
        { $limit: limit },
        { $project: { _id: 0 } },
      ]);
      return await rows.toArray();
    },
  };
}
