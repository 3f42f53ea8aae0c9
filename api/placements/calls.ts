import type { Endpoint } from '../http/endpoint.ts';
import { deletePlacementKey } from './delete-placement-key.ts';
import { getPlacementSettings } from './get-placement-settings.ts';
import { getPlacements } from './get-placements.ts';
import { postBehaviour } from './post-behaviour.ts';
import { postPlacementEvents } from './post-placement-events.ts';
import { postPlacementKeys } from './post-placement-keys.ts';
import { postPlacementPlay } from './post-placement-play.ts';
import { getPush, postPush, postPushOff } from './push.ts';
import { putPlacementSettings } from './put-placement-settings.ts';

/** Every call about what customers are shown on pages. */
export const PLACEMENT_CALLS: readonly Endpoint[] = [
  getPlacements,
  postPlacementEvents,
  postBehaviour,
  postPlacementPlay,
  getPush,
  postPush,
  postPushOff,
  getPlacementSettings,
  putPlacementSettings,
  postPlacementKeys,
  deletePlacementKey,
];
