import { z } from 'zod';
import { RENDER_FAULTS } from '../../domain/words/render-fault.ts';

/** Why a text could not be rendered; see `RenderFaultName`. */
export const renderFault = z
  .strictObject({
    code: z.enum(RENDER_FAULTS).describe('Pages have a sentence for each, in the language of who reads it'),
    part: z.string().optional().describe('The field that it is in, such as subject, where that is known'),
    about: z.string().optional().describe('The name that nobody knows, or what cannot be read of it'),
  })
  .meta({ id: 'RenderFault', description: 'What `problem` says, by names' });
