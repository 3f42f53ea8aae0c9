import type { AudienceId } from '../ids.schema.ts';
import { partsOf, within } from '../mentions.ts';

/** Where something names an audience, such as `condition.all[0].in`. */
export interface AudienceMention {
  readonly path: string;
  readonly audience: AudienceId;
}

/** Conditions and triggers name audiences. */
export function audiencesIn(definition: unknown): readonly AudienceMention[] {
  return partsOf(definition).flatMap(({ path, fields }) => {
    const name = fields.get('on') === 'audience' ? 'audience' : 'in';
    const audience = fields.get(name);
    return typeof audience === 'string' ? [{ path: within(path, name), audience: audience as AudienceId }] : [];
  });
}
