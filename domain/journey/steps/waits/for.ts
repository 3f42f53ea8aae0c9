import { spanOf } from '../../../time.ts';
import { duration } from '../../definition/duration.schema.ts';
import type { EndKind } from './end.ts';

/** For a time from reaching the step on, in whichever version: always as long, whatever clocks do meanwhile. */
export const forTime: EndKind<string> = {
  schema: duration.describe('How long at most, such as 30m, 12h, 3d, 2w, or ISO 8601: P3D, PT2H; at most 3,660 days'),
  lasts: spanOf,
  end: (spec, { inside }) => inside.since + spanOf(spec),
};
