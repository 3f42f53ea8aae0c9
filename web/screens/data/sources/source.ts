import type { getSourcesContract } from '../../../../api/sources/get-sources.contract.ts';
import type { CallReply } from '../../../api/call.ts';

export type Source = CallReply<typeof getSourcesContract>['sources'][number];
