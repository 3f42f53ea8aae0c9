import type { DraftStore } from '../db/playbook/drafts.ts';
import type { PartStore } from '../db/playbook/parts.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { PartKind } from '../domain/parts.ts';
import { audiencePart } from './audience-part.ts';
import { changeLife, type LifeChanged, type LifeWanted } from './change-life.ts';
import { journeyPart, type SenderOf } from './journey-part.ts';
import type { PoolsOf } from './loyalty-names.ts';
import type { PartModule, Parts } from './part.ts';
import { publish, type PublishPorts, type Published, type Wanted } from './publish.ts';
import { loyaltyPartOver } from './loyalty-part.ts';
import { policiesPart } from './policies-part.ts';
import { recompute } from './recompute.ts';
import { scoringPart, type ScoringPorts } from './scoring-part.ts';
import { silencePart } from './silence-part.ts';
import { templatePart } from './template-part.ts';

export interface PublishingPorts extends PublishPorts, ScoringPorts {
  readonly poolsOf: PoolsOf;
  readonly senderOf: SenderOf;
  readonly stores: PublishPorts['stores'] & { readonly drafts: DraftStore; readonly parts: PartStore };
}

/** Everything that can be published in a workspace. */
export interface Publishing {
  readonly parts: Parts;
  /** See `publish`. */
  readonly publish: <Kind extends PartKind>(part: PartModule<Kind>, wanted: Wanted<Kind>) => Promise<Published<Kind>>;
  /** See `changeLife`. */
  readonly changeLife: (wanted: LifeWanted) => Promise<LifeChanged>;
  /** See `recompute`. */
  readonly recompute: (workspace: WorkspaceId, by?: string) => Promise<Published<'scoring'>>;
}

export function openPublishing(ports: PublishingPorts): Publishing {
  const parts = partsOver(ports);
  return {
    parts,
    publish: (part, wanted) => publish(ports, part, wanted),
    changeLife: (wanted) => changeLife(ports, wanted),
    recompute: (workspace, by) => recompute(ports, parts.scoring, workspace, by),
  };
}

/** By kind, what publishing has to know of it. */
function partsOver(ports: ScoringPorts & Pick<PublishingPorts, 'poolsOf' | 'senderOf'>): Parts {
  return {
    journey: journeyPart(ports.checkMails, ports.poolsOf, ports.senderOf),
    audience: audiencePart,
    scoring: scoringPart(ports),
    silence: silencePart,
    policies: policiesPart,
    loyalty: loyaltyPartOver(ports.poolsOf),
    template: templatePart(ports.checkMails),
  };
}
