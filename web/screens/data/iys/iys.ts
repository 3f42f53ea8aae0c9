import type { getIysContract } from '../../../../api/iys/get-iys.contract.ts';
import type { CallReply } from '../../../api/call.ts';

export type Iys = CallReply<typeof getIysContract>;
