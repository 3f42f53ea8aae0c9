import type { Endpoint } from '../http/endpoint.ts';
import { postAlias, postBatch, postGroup, postIdentify, postPage, postScreen, postTrack } from './segment.ts';

/** Every call by which events come in from elsewhere, and those about where they come from. */
export const SOURCE_CALLS: readonly Endpoint[] = [
  postTrack,
  postIdentify,
  postPage,
  postScreen,
  postAlias,
  postGroup,
  postBatch,
];
