import { z } from 'zod';
import { common } from './by-name.ts';

export const api = {
  enter: z
    .strictObject({
      on: z.literal('api').describe('POST /v1/journeys/{id}/enter names them'),
      ...common,
    })
    .meta({ id: 'EnterByApi', description: 'Whom a call names' }),
};
