import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../endpoint.ts';
import { silenceModelView } from '../silence-view.ts';
import { getSilenceVersionsContract } from './get-silence-versions.contract.ts';

const MOST = 100;

export const getSilenceVersions = endpoint(getSilenceVersionsContract, async ({ caller }, { stores }) => {
  const rows = await stores.silenceVersions.list(caller.workspace, MOST);
  const versions = rows.map(({ silence, playbook, publishedAt }) => ({
    model: silenceModelView(silence),
    playbook,
    publishedAt: publishedAt === 0 ? null : isoTime(publishedAt),
  }));
  return { status: 200, body: { versions } };
});
