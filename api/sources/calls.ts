import type { Endpoint } from '../http/endpoint.ts';
import { deleteSource } from './delete-source.ts';
import { getSources } from './get-sources.ts';
import { postHook } from './post-hook.ts';
import { postSourceTry } from './post-source-try.ts';
import { postSources } from './post-sources.ts';
import { putSource } from './put-source.ts';
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
  getSources,
  postSources,
  putSource,
  deleteSource,
  postSourceTry,
  postHook,
];
