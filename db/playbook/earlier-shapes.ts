import type { Connection, mongo } from 'mongoose';
import type { JourneyId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { JourneyDefinition } from '../../domain/journey/definition/definition.schema.ts';
import type { JourneyPin } from '../../domain/playbook.ts';
import type { ScoringDraft } from '../../domain/scoring/draft.schema.ts';
import type { ScoringModel } from '../../domain/scoring/model.ts';
import type { SilenceModel } from '../../domain/silence/silence-model.ts';
import type { Instant } from '../../domain/time.ts';

/** A playbook as 0.2.0 and 0.3.0 stored it, without the definitions that 0.2.0 stored inside of it. */
export interface EarlierPlaybook {
  readonly workspace: WorkspaceId;
  readonly version: number;
  readonly scoring: ScoringModel;
  readonly silence: SilenceModel;
  readonly rulesAt: Instant;
  /** By journey, the version that takes newcomers: of 0.3.0. */
  readonly named: readonly JourneyPin[] | null;
  /** Every version that 0.2.0 stored inside, those of one journey ascending. */
  readonly held: readonly { readonly journey: JourneyId; readonly versions: readonly number[] }[];
}

/** What 0.3.0 stored for each version of a journey; 0.2.0 left the definition to the playbook. */
export interface Publication {
  readonly _id: string;
  readonly playbook: number;
  readonly at: Instant | null;
  readonly definition?: JourneyDefinition;
}

/** What a scoring model was compiled from. */
export interface ScoringNote {
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly version: number;
  readonly playbook: number;
  readonly draft: ScoringDraft;
  readonly model: ScoringModel;
  readonly at: Instant;
  readonly triedAt?: Instant;
}

export const PUBLICATIONS = 'publications';
export const SCORING_NOTES = 'scoring-versions';

/** Whether a playbook has the shape of 0.2.0 or 0.3.0. */
export function isEarlier(row: object): boolean {
  return 'playbook' in row;
}

/** Collections that no later version opens: known by their names here only. */
export function earlierCollection<Row extends mongo.BSON.Document>(
  connection: Connection,
  name: string,
): mongo.Collection<Row> {
  return connection.getClient().db(connection.name).collection<Row>(name);
}
