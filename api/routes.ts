import type { Contract } from './contract.ts';
import type { Endpoint } from './endpoint.ts';
import { deleteJob } from './endpoints/delete-job.ts';
import { deleteKey } from './endpoints/delete-key.ts';
import { deleteQuarantine } from './endpoints/delete-quarantine.ts';
import { deleteWorkspace } from './endpoints/delete-workspace.ts';
import { getClock } from './endpoints/get-clock.ts';
import { getCustomer } from './endpoints/get-customer.ts';
import { getCustomers } from './endpoints/get-customers.ts';
import { getDocsContract } from './endpoints/get-docs.contract.ts';
import { getDocs } from './endpoints/get-docs.ts';
import { getJob } from './endpoints/get-job.ts';
import { getJobDifferences } from './endpoints/get-job-differences.ts';
import { getJobRejected } from './endpoints/get-job-rejected.ts';
import { getJobs } from './endpoints/get-jobs.ts';
import { getJourney } from './endpoints/get-journey.ts';
import { getJourneyVersions } from './endpoints/get-journey-versions.ts';
import { getJourneys } from './endpoints/get-journeys.ts';
import { getLivez } from './endpoints/get-livez.ts';
import { getMailbox } from './endpoints/get-mailbox.ts';
import { getMailboxJson } from './endpoints/get-mailbox-json.ts';
import { getMetrics } from './endpoints/get-metrics.ts';
import { getMovesDays } from './endpoints/get-moves-days.ts';
import { getMoves } from './endpoints/get-moves.ts';
import { getOpenapiContract } from './endpoints/get-openapi.contract.ts';
import { getOpenapi } from './endpoints/get-openapi.ts';
import { getPlacements } from './endpoints/get-placements.ts';
import { getQuarantine } from './endpoints/get-quarantine.ts';
import { getPolicies } from './endpoints/get-policies.ts';
import { putPolicies } from './endpoints/put-policies.ts';
import { postPoliciesValidate } from './endpoints/post-policies-validate.ts';
import { postPoliciesPreview } from './endpoints/post-policies-preview.ts';
import { postPoliciesPublish } from './endpoints/post-policies-publish.ts';
import { getPoliciesVersions } from './endpoints/get-policies-versions.ts';
import { getReadyz } from './endpoints/get-readyz.ts';
import { getScoringPresets } from './endpoints/get-scoring-presets.ts';
import { getScoringVersions } from './endpoints/get-scoring-versions.ts';
import { getScoring } from './endpoints/get-scoring.ts';
import { getSegmentCustomers } from './endpoints/get-segment-customers.ts';
import { getSegmentsCells } from './endpoints/get-segments-cells.ts';
import { getSegmentsDays } from './endpoints/get-segments-days.ts';
import { getSegments } from './endpoints/get-segments.ts';
import { getSilence } from './endpoints/get-silence.ts';
import { getSilenceCalibration } from './endpoints/get-silence-calibration.ts';
import { getSilenceModel } from './endpoints/get-silence-model.ts';
import { getSilenceVersions } from './endpoints/get-silence-versions.ts';
import { getTimeline } from './endpoints/get-timeline.ts';
import { getUnmatchedRefunds } from './endpoints/get-unmatched-refunds.ts';
import { getWorkspaceDeletion } from './endpoints/get-workspace-deletion.ts';
import { getWorkspaces } from './endpoints/get-workspaces.ts';
import { postClock } from './endpoints/post-clock.ts';
import { postContactsImports } from './endpoints/post-contacts-imports.ts';
import { postEvents } from './endpoints/post-events.ts';
import { postImports } from './endpoints/post-imports.ts';
import { postJourneyPublish } from './endpoints/post-journey-publish.ts';
import { postJourneyValidate } from './endpoints/post-journey-validate.ts';
import { postKeys } from './endpoints/post-keys.ts';
import { postQuarantineRetry } from './endpoints/post-quarantine-retry.ts';
import { postPseudonyms } from './endpoints/post-pseudonyms.ts';
import { postRebuild } from './endpoints/post-rebuild.ts';
import { postSilenceFit } from './endpoints/post-silence-fit.ts';
import { postScoringPreview } from './endpoints/post-scoring-preview.ts';
import { postScoringPublish } from './endpoints/post-scoring-publish.ts';
import { postScoringRecompute } from './endpoints/post-scoring-recompute.ts';
import { postScoringValidate } from './endpoints/post-scoring-validate.ts';
import { postWorkspaceKeys } from './endpoints/post-workspace-keys.ts';
import { postWorkspaces } from './endpoints/post-workspaces.ts';
import { putConsent } from './endpoints/put-consent.ts';
import { putContact } from './endpoints/put-contact.ts';
import { putJourney } from './endpoints/put-journey.ts';
import { putSilenceModel } from './endpoints/put-silence-model.ts';
import { putScoring } from './endpoints/put-scoring.ts';

/** The table of contents of the API, in the order in which `/docs` shows it. */
const CALLS: readonly Endpoint[] = [
  postWorkspaces,
  getWorkspaces,
  postWorkspaceKeys,
  deleteWorkspace,
  getWorkspaceDeletion,
  postKeys,
  deleteKey,
  postEvents,
  postImports,
  postPseudonyms,
  getJobs,
  getJob,
  deleteJob,
  getJobRejected,
  getJobDifferences,
  postRebuild,
  getQuarantine,
  postQuarantineRetry,
  deleteQuarantine,
  getClock,
  postClock,
  getSegments,
  getSegmentsDays,
  getSegmentsCells,
  getSegmentCustomers,
  getMoves,
  getMovesDays,
  getSilence,
  getSilenceModel,
  putSilenceModel,
  getSilenceVersions,
  postSilenceFit,
  getSilenceCalibration,
  getCustomers,
  getCustomer,
  getTimeline,
  getUnmatchedRefunds,
  putContact,
  putConsent,
  postContactsImports,
  getJourneys,
  getJourney,
  putJourney,
  postJourneyValidate,
  postJourneyPublish,
  getJourneyVersions,
  getScoring,
  putScoring,
  postScoringValidate,
  postScoringPreview,
  postScoringPublish,
  postScoringRecompute,
  getScoringVersions,
  getScoringPresets,
  getPolicies,
  putPolicies,
  postPoliciesValidate,
  postPoliciesPreview,
  postPoliciesPublish,
  getPoliciesVersions,
  getPlacements,
  getMailbox,
  getMailboxJson,
  getLivez,
  getReadyz,
  getMetrics,
];

/** Every contract there is, the documentation's own included. */
export const CONTRACTS: readonly Contract[] = [
  ...CALLS.map(({ contract }) => contract),
  getOpenapiContract,
  getDocsContract,
];

export const ROUTES: readonly Endpoint[] = [...CALLS, getOpenapi(CONTRACTS), getDocs(CONTRACTS)];
