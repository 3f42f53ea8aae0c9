import type { Contract } from './http/contract.ts';
import type { Endpoint } from './http/endpoint.ts';
import { deleteJob } from './jobs/delete-job.ts';
import { deleteKey } from './keys/delete-key.ts';
import { deleteQuarantine } from './events/delete-quarantine.ts';
import { deleteWorkspace } from './workspaces/delete-workspace.ts';
import { getClock } from './workspaces/get-clock.ts';
import { getCustomer } from './customers/get-customer.ts';
import { getCustomers } from './customers/get-customers.ts';
import { getDocsProblems } from './docs/get-docs-problems.ts';
import { getDocsTextContract } from './docs/get-docs-text.contract.ts';
import { openApiDocument, type OpenApiDocument } from './docs/openapi.ts';
import { getDocsText } from './docs/get-docs-text.ts';
import { getEventsHealth } from './events/get-events-health.ts';
import { getKeys } from './keys/get-keys.ts';
import { getJob } from './jobs/get-job.ts';
import { getJobDifferences } from './jobs/get-job-differences.ts';
import { getJobRejected } from './jobs/get-job-rejected.ts';
import { getJobs } from './jobs/get-jobs.ts';
import { getJourney } from './journeys/get-journey.ts';
import { getJourneyInside } from './journeys/get-journey-inside.ts';
import { getJourneyResults } from './journeys/get-journey-results.ts';
import { getJourneyVersions } from './journeys/get-journey-versions.ts';
import { getJourneys } from './journeys/get-journeys.ts';
import { getLivez } from './operations/get-livez.ts';
import { getMailbox } from './operations/get-mailbox.ts';
import { getMailboxJson } from './operations/get-mailbox-json.ts';
import { getMetrics } from './operations/get-metrics.ts';
import { getMovesDays } from './segments/get-moves-days.ts';
import { getMoves } from './segments/get-moves.ts';
import { getOpenapiContract } from './docs/get-openapi.contract.ts';
import { getOpenapi } from './docs/get-openapi.ts';
import { postDeliveries, postOrders, postReturns, postVisits } from './demo-shop/shop.ts';
import { CODEC_CALLS } from './codec/calls.ts';
import { PRIVACY_CALLS } from './privacy/calls.ts';
import { CHANNEL_CALLS } from './channels/calls.ts';
import { PLACEMENT_CALLS } from './placements/calls.ts';
import { SOURCE_CALLS } from './sources/calls.ts';
import { getQuarantine } from './events/get-quarantine.ts';
import { AUDIENCE_CALLS } from './audiences/calls.ts';
import { POLICIES_CALLS } from './policies/calls.ts';
import { CATALOGUE_CALLS } from './catalogue/calls.ts';
import { COUPON_POOL_CALLS } from './coupon-pools/calls.ts';
import { COUPON_CALLS } from './coupons/calls.ts';
import { DRAW_CALLS } from './draws/calls.ts';
import { LOYALTY_CALLS } from './loyalty/calls.ts';
import { CONSENT_CALLS } from './contacts/calls.ts';
import { IYS_CALLS } from './iys/calls.ts';
import { MAIL_CALLS } from './mail/calls.ts';
import { DELIVERABILITY_CALLS } from './deliverability/calls.ts';
import { BOARD_CALLS } from './boards/calls.ts';
import { REWARD_CALLS } from './rewards/calls.ts';
import { REFERRAL_CALLS } from './referrals/calls.ts';
import { TEMPLATE_CALLS } from './templates/calls.ts';
import { getReadyz } from './operations/get-readyz.ts';
import { getScoringPresets } from './scoring/get-scoring-presets.ts';
import { getScoringVersions } from './scoring/get-scoring-versions.ts';
import { getScoring } from './scoring/get-scoring.ts';
import { getSegmentCustomers } from './segments/get-segment-customers.ts';
import { getSegmentsCells } from './segments/get-segments-cells.ts';
import { getSegmentsDays } from './segments/get-segments-days.ts';
import { getSegments } from './segments/get-segments.ts';
import { getSilence } from './silence/get-silence.ts';
import { getSilenceCalibration } from './silence/get-silence-calibration.ts';
import { getSilenceModel } from './silence/get-silence-model.ts';
import { getSilenceVersions } from './silence/get-silence-versions.ts';
import { FEED_CALLS } from './feed/calls.ts';
import { getWebhooks } from './webhooks/get-webhooks.ts';
import { postWebhooksEnable } from './webhooks/post-webhooks-enable.ts';
import { postWebhooksSecret } from './webhooks/post-webhooks-secret.ts';
import { getStream } from './live/get-stream.ts';
import { getTimeline } from './customers/get-timeline.ts';
import { getUnmatchedRefunds } from './customers/get-unmatched-refunds.ts';
import { getWorkspaceDeletion } from './workspaces/get-workspace-deletion.ts';
import { getWorkspaces } from './workspaces/get-workspaces.ts';
import { postClock } from './workspaces/post-clock.ts';
import { postContactsImports } from './contacts/post-contacts-imports.ts';
import { postEvents } from './events/post-events.ts';
import { postImports } from './jobs/post-imports.ts';
import { postJourneyArchive } from './journeys/post-journey-archive.ts';
import { postJourneyDuplicate } from './journeys/post-journey-duplicate.ts';
import { postJourneyPause } from './journeys/post-journey-pause.ts';
import { postJourneyPreviewMessage } from './journeys/post-journey-preview-message.ts';
import { postJourneyPublishPreview } from './journeys/post-journey-publish-preview.ts';
import { postLaunchPause } from './launches/post-launch-pause.ts';
import { postLaunchResume } from './launches/post-launch-resume.ts';
import { postLaunches } from './launches/post-launches.ts';
import { postSegmentLaunch } from './launches/post-segment-launch.ts';
import { postJourneyEnter } from './journeys/post-journey-enter.ts';
import { postJourneyPublish } from './journeys/post-journey-publish.ts';
import { postJourneyRename } from './journeys/post-journey-rename.ts';
import { postJourneyResume } from './journeys/post-journey-resume.ts';
import { postJourneyTry } from './journeys/post-journey-try.ts';
import { postJourneyValidate } from './journeys/post-journey-validate.ts';
import { PEOPLE_CALLS } from './people/calls.ts';
import { postKeys } from './keys/post-keys.ts';
import { postQuarantineRetry } from './events/post-quarantine-retry.ts';
import { postPseudonyms } from './contacts/post-pseudonyms.ts';
import { postRebuild } from './jobs/post-rebuild.ts';
import { postSilenceFit } from './silence/post-silence-fit.ts';
import { postScoringPreview } from './scoring/post-scoring-preview.ts';
import { postScoringPublish } from './scoring/post-scoring-publish.ts';
import { postScoringRecompute } from './scoring/post-scoring-recompute.ts';
import { postScoringValidate } from './scoring/post-scoring-validate.ts';
import { postWorkspaceKeys } from './keys/post-workspace-keys.ts';
import { postWorkspaces } from './workspaces/post-workspaces.ts';
import { patchAttributes } from './customers/patch-attributes.ts';
import { putAttributes } from './customers/put-attributes.ts';
import { putContact } from './contacts/put-contact.ts';
import { putJourneyNote } from './journeys/put-journey-note.ts';
import { putJourney } from './journeys/put-journey.ts';
import { deleteSilenceSchedule } from './silence/delete-silence-schedule.ts';
import { getSilenceSchedule } from './silence/get-silence-schedule.ts';
import { putSilenceSchedule } from './silence/put-silence-schedule.ts';
import { putSilenceModel } from './silence/put-silence-model.ts';
import { putScoring } from './scoring/put-scoring.ts';

/** The table of contents of the API, in the order in which `/docs` shows it. */
const CALLS: readonly Endpoint[] = [
  postWorkspaces,
  getWorkspaces,
  postWorkspaceKeys,
  deleteWorkspace,
  getWorkspaceDeletion,
  getKeys,
  postKeys,
  deleteKey,
  ...PEOPLE_CALLS,
  postEvents,
  getEventsHealth,
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
  getStream,
  getSilence,
  getSilenceModel,
  putSilenceModel,
  getSilenceVersions,
  postSilenceFit,
  getSilenceSchedule,
  putSilenceSchedule,
  deleteSilenceSchedule,
  getSilenceCalibration,
  getCustomers,
  getCustomer,
  getTimeline,
  getUnmatchedRefunds,
  putAttributes,
  patchAttributes,
  putContact,
  ...CONSENT_CALLS,
  postContactsImports,
  ...AUDIENCE_CALLS,
  getJourneys,
  getJourney,
  putJourney,
  postJourneyValidate,
  postJourneyTry,
  postJourneyPreviewMessage,
  postJourneyPublishPreview,
  postJourneyPublish,
  postJourneyPause,
  postJourneyResume,
  postJourneyArchive,
  postJourneyDuplicate,
  postJourneyRename,
  postJourneyEnter,
  postLaunches,
  postSegmentLaunch,
  postLaunchPause,
  postLaunchResume,
  getJourneyVersions,
  putJourneyNote,
  getJourneyResults,
  getJourneyInside,
  getScoring,
  putScoring,
  postScoringValidate,
  postScoringPreview,
  postScoringPublish,
  postScoringRecompute,
  getScoringVersions,
  getScoringPresets,
  ...POLICIES_CALLS,
  ...TEMPLATE_CALLS,
  ...LOYALTY_CALLS,
  ...REWARD_CALLS,
  ...REFERRAL_CALLS,
  ...BOARD_CALLS,
  ...CATALOGUE_CALLS,
  ...COUPON_POOL_CALLS,
  ...COUPON_CALLS,
  ...DRAW_CALLS,
  ...PRIVACY_CALLS,
  ...CODEC_CALLS,
  ...FEED_CALLS,
  getWebhooks,
  postWebhooksSecret,
  postWebhooksEnable,
  ...IYS_CALLS,
  ...MAIL_CALLS,
  ...DELIVERABILITY_CALLS,
  ...PLACEMENT_CALLS,
  ...SOURCE_CALLS,
  ...CHANNEL_CALLS,
  postVisits,
  postOrders,
  postDeliveries,
  postReturns,
  getMailbox,
  getMailboxJson,
  getLivez,
  getReadyz,
  getMetrics,
  getDocsProblems,
];

/** Every contract there is, the documentation's own included. */
export const CONTRACTS: readonly Contract[] = [
  ...CALLS.map(({ contract }) => contract),
  getOpenapiContract,
  getDocsTextContract,
];

let document: OpenApiDocument | undefined;

/** Made when somebody first asks for it: it takes as long as all else that a start of the API has to do. */
function documentOfAll(): OpenApiDocument {
  document ??= openApiDocument(CONTRACTS);
  return document;
}

export const ROUTES: readonly Endpoint[] = [...CALLS, getOpenapi(documentOfAll), getDocsText(documentOfAll)];
