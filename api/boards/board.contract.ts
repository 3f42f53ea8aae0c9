import { z } from 'zod';
import { boardId } from '../../domain/ids.schema.ts';
import { customerParam } from '../http/fields.ts';

/** What the calls about boards share. */

export const boardParams = z.strictObject({ id: boardId.describe('Of the board, as the programme declares it') });

export const memberParams = boardParams.extend({ customer: customerParam });

export const boardEntry = z
  .strictObject({
    rank: z.int().nullable().describe('From 1; null: more than 1,000 are before'),
    name: z.string().describe('What they chose to be called here; nothing else of them is told'),
    score: z.int().describe('What they have come to'),
    you: z.literal(true).optional().describe('Of whom "around" asks'),
  })
  .meta({ id: 'BoardEntry', description: 'One place of a board' });
