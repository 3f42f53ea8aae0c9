import { z } from 'zod';
import { bestHour } from '../../../ledger/hours.ts';
import { zoneOf } from '../../../scoring/model.ts';
import { DAY, parseDuration, spanOf } from '../../../time.ts';
import { duration } from '../../definition/duration.schema.ts';
import { zoneOfCustomer } from '../../walk/context.ts';
import type { EndKind } from './end.ts';

const schema = z
  .strictObject({
    within: duration
      .refine((text) => (parseDuration(text) ?? 0) <= DAY, 'every hour comes within a day; send at most 24h')
      .default('24h')
      .describe('The longest delay since the step was reached, at most 24h'),
  })
  .meta({
    id: 'WaitBestHour',
    description:
      'The hour of the day in which this customer acts most, by their own signs of life, as soon as it comes within the delay; at once where it is that ' +
      'hour already. Of somebody of whom little is known the evening is expected, by their own clock, as if by eight signs of life',
  });

type BestHour = z.infer<typeof schema>;

/** Worked out where the step is reached, and kept: what is learned meanwhile counts for the next time. */
export const atBestHour: EndKind<BestHour, z.input<typeof schema>> = {
  schema,
  // It may be that hour already, on the next round too.
  lasts: () => 0,
  end(spec, { context, inside }) {
    const { state, playbook, at } = context;
    const clocks = { counted: zoneOf(playbook.scoring.counts), own: zoneOfCustomer(context) };
    return bestHour({ hours: state.hours, ...clocks }, at, inside.since + spanOf(spec.within) - at);
  },
};
