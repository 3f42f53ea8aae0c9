import type { PlacementSettings } from '../../db/messaging/placement-settings.ts';
import { isoTime } from '../../domain/time.ts';

/** As people read it: never what a token is checked by. */
export function shownSettings({ mode, origins, pollSeconds, keys }: PlacementSettings) {
  return { mode, origins, pollSeconds, keys: keys.map(({ kid, alg, at }) => ({ id: kid, alg, since: isoTime(at) })) };
}
