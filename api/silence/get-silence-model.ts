import type { JobRow } from '../../db/jobs/rows.ts';
import { isoTime } from '../../domain/time.ts';
import { backTestView } from './back-test-view.ts';
import { adoptionView } from '../scoring/adoption-view.ts';
import { rulesOfEverybody } from '../segments/census.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { driftView } from './drift-view.ts';
import { silenceModelView } from './silence-view.ts';
import { getSilenceModelContract } from './get-silence-model.contract.ts';

export const getSilenceModel = endpoint(getSilenceModelContract, async ({ caller }, deps) => {
  const here = await hereOf(deps, caller);
  const { version, silence } = await deps.stores.playbooks.load(here.workspace._id, here.workspace.playbook);
  const [counts, lastFit, drift] = await Promise.all([
    rulesOfEverybody(deps, here),
    deps.jobs.rows.fitted(here.workspace._id),
    driftView(deps, here, silence.version),
  ]);
  const body = {
    playbook: version,
    model: silenceModelView(silence),
    adoption: adoptionView(counts, 'silence'),
    drift,
    fit: lastFit && lastFitView(lastFit),
  };
  return { status: 200, body };
});

function lastFitView({ _id: job, result }: JobRow<'fit'>) {
  if (result === undefined) return null;
  const { asOf, published } = result;
  return { job, asOf: isoTime(asOf), published: published?.silence ?? null, backTest: backTestView(result) };
}
