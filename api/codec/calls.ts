import type { Endpoint } from '../http/endpoint.ts';
import { postCodecDecode } from './post-codec-decode.ts';

/** For Temporal's page: to show what is encrypted there to those who may see it. */
export const CODEC_CALLS: readonly Endpoint[] = [postCodecDecode];
