import type { Connection } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { JourneyPin } from '../../domain/playbook.ts';
import type { PlacementSign } from '../../domain/policy/placements.ts';
import type { SaidText } from '../../domain/templates/template.ts';
import { effectCollection } from './effects.ts';

/** How often pages told one thing of one step on one day of the workspace. */
export interface SignCount {
  readonly step: string;
  readonly day: number;
  readonly sign: PlacementSign;
  /** Of which template; left out where the step itself says what is shown. */
  readonly text?: SaidText;
  readonly times: number;
}

const BY = {
  step: '$origin.place.step',
  day: '$seen.signs.day',
  sign: '$seen.signs.sign',
  text: {
    $cond: [
      { $gt: ['$about.template', null] },
      { id: '$about.template.id', variant: '$about.template.variant', language: '$about.template.language' },
      '$$REMOVE',
    ],
  },
};

/** What pages told of all placements of one version of a journey. */
export type PlacementResults = (workspace: WorkspaceId, pin: JourneyPin) => Promise<readonly SignCount[]>;

/** Counted when it is asked for, over those placements that pages have told of: their index holds no others. */
export function mongoPlacementResults(connection: Connection): PlacementResults {
  const effects = effectCollection(connection);
  return async (workspace, { journey, version }) => {
    const ofVersion = { workspace, 'origin.place.journey': journey, 'origin.place.version': version };
    const counts = effects.aggregate<SignCount>([
      { $match: { ...ofVersion, seen: { $exists: true } } },
      { $unwind: '$seen.signs' },
      { $group: { _id: BY, times: { $sum: 1 } } },
      { $project: { _id: 0, step: '$_id.step', day: '$_id.day', sign: '$_id.sign', text: '$_id.text', times: 1 } },
    ]);
    return await counts.toArray();
  };
}
