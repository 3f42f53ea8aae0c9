import { z } from 'zod';
import { common } from './by-name.ts';

export const launch = {
  enter: z
    .strictObject({
      on: z
        .literal('launch')
        .describe('A launch brings them: POST /v1/launches; any other journey can be launched, too'),
      ...common,
    })
    .meta({ id: 'EnterByLaunch', description: 'Whom a launch brings' }),
};
