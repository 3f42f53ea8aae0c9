import { z } from 'zod';
import { nextDue, parseCron } from '../../cron.ts';
import { segmentId } from '../../ids.schema.ts';
import type { Problem } from '../../problem.ts';
import { UTC } from '../../time-zone.ts';
import { common } from './by-name.ts';

const { per: _per, ...shared } = common;

const schema = z
  .strictObject({
    on: z.literal('schedule').describe('A launch that begins again and again'),
    cron: z
      .string()
      .max(100)
      .describe(
        'Minute, hour, day of the month, month and weekday, such as "0 9 * * mon", by the clock of the workspace; at most once an ' +
          'hour. Where both days are named, both must fit',
      ),
    segment: segmentId.optional().describe('Who is in this segment then'),
    ...shared,
  })
  .meta({
    id: 'EnterBySchedule',
    description: 'Who is in a segment, or of whom a condition holds, whenever it is time',
  });

type ScheduleTrigger = z.infer<typeof schema>;

/** Any instant: whether it is ever due does not depend on it. */
const ONCE = 0;

function faults({ cron: text, segment, when }: ScheduleTrigger, path: string): readonly Problem[] {
  const cron = parseCron(text);
  const never = (message: string): Problem => ({ code: 'trigger-never', path: `${path}.cron`, message });
  const whom: readonly Problem[] =
    segment === undefined && when === undefined
      ? [{ code: 'missing', path, message: 'say for whom: a "segment", a condition in "when", or both' }]
      : [];
  if ('fault' in cron) return [...whom, never(cron.fault)];
  if (cron.minutes.length > 1) return [...whom, never('this is more often than once an hour; name one minute')];
  if (nextDue(cron, ONCE, UTC) === null)
    return [...whom, never('no such day ever comes, as with 31 February; name another one')];
  return whom;
}

export const schedule = { enter: schema, faults };
