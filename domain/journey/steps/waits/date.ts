import { z } from 'zod';
import { attributeName } from '../../../attributes/attribute.schema.ts';
import { occasionAt, type Occasion } from '../../../attributes/occasion.ts';
import { timeNamed } from '../../../local-time.ts';
import { zoneOfCustomer, type JourneyContext } from '../../walk/context.ts';
import { offset, timeOfDay } from '../../definition/when.schema.ts';
import type { End, EndKind } from './end.ts';

const schema = z
  .strictObject({
    attribute: attributeName,
    offset: offset.optional().describe('How far before or after the date, such as -3d; left out, on it'),
    time: timeOfDay
      .optional()
      .describe('At which time of that day, HH:MM; left out, where the day begins, or at the time of an instant'),
  })
  .meta({
    id: 'WaitDate',
    description:
      'A date that an attribute states, by the clock of the customer. What is past already is waited for no more, and the wait follows the attribute ' +
      'and the time zone where they change meanwhile',
  });

type DateOf = z.infer<typeof schema>;

function occasionOf({ attribute, offset: moved, time }: DateOf): Occasion {
  return { attribute, offset: moved, time: time === undefined ? undefined : timeNamed(time) };
}

function end(spec: DateOf, context: JourneyContext): End {
  return occasionAt(context.state, occasionOf(spec), zoneOfCustomer(context)) ?? 'missing';
}

export const dateOf: EndKind<DateOf> = {
  schema,
  // A date that is past is past on the next round too.
  lasts: () => 0,
  end: (spec, { context }) => end(spec, context),
  still: (spec, _until, context) => end(spec, context),
};
