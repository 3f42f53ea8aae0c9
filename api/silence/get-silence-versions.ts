import { endpoint } from '../http/endpoint.ts';
import { isoOrNull } from '../sentences.ts';
import { silenceModelView } from './silence-view.ts';
import { getSilenceVersionsContract } from './get-silence-versions.contract.ts';

const MOST = 100;

export const getSilenceVersions = endpoint(getSilenceVersionsContract, async ({ caller }, { stores }) => {
  const part = { kind: 'silence', id: 'silence' } as const;
  const { rows } = await stores.parts.versions(caller.workspace, part, { limit: MOST });
  const versions = rows.map(({ content, playbook, at }) => ({
    model: silenceModelView(content),
    playbook,
    publishedAt: isoOrNull(at),
  }));
  return { status: 200, body: { versions } };
});
