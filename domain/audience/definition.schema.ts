import { z } from 'zod';
import { audienceId } from '../ids.schema.ts';
import { condition } from '../journey/conditions/condition.schema.ts';
import { line } from '../journey/steps/options.ts';

/** An audience as a marketer writes it: a segment of their own. */
export const audienceDefinition = z.strictObject({
  id: audienceId.describe('The name in the address; it may be left out'),
  name: line(120).describe('For people'),
  description: line(500).optional().describe('Whom it is for, for people'),
  condition,
});
export type AudienceDefinition = z.infer<typeof audienceDefinition>;

/** A published version; one that is archived has nobody in it. */
export interface Audience extends AudienceDefinition {
  readonly archived?: true;
}
