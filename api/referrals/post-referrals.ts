import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { CustomerId } from '../../domain/ids.schema.ts';
import type { PointsOutcome } from '../../domain/events/outcome.ts';
import type { ReferralCode } from '../../domain/loyalty/referral/code.schema.ts';
import { isoTime } from '../../domain/time.ts';
import { toldRow, type Told } from '../../ingest/told-row.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf, type Here } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { postReferralsContract } from './post-referrals.contract.ts';

const AGAIN_AFTER = 2;

const REFUSALS = {
  'no-referral': 'The loyalty programme in force rewards nobody for bringing somebody.',
  'unknown-code': 'Nobody has this code.',
  'own-code': 'This is their own code: nobody brings themselves.',
  circle: 'They brought the one who would bring them, themselves or through others.',
  'brought-before': 'Another customer has brought them already.',
  'bought-before': 'They have bought before, so nobody brings them any more.',
} as const;

type Reason = keyof typeof REFUSALS;

export const postReferrals = endpoint(postReferralsContract, async ({ body, caller }, deps) => {
  const here = await hereOf(deps, caller);
  const reason = await refusalOf(deps, here, body);
  const asOf = isoTime(here.now);
  if (reason === null) return { status: 200, body: { status: 'accepted', asOf } };
  return { status: 200, body: { status: 'refused', reason, text: REFUSALS[reason], asOf } };
});

/** Who brought whom is noted first, where circles show; then the customer decides, and what they refuse is forgotten again. */
async function refusalOf(
  deps: ApiDeps,
  { workspace, now }: Here,
  { code, customer }: { readonly code: ReferralCode; readonly customer: CustomerId },
): Promise<Reason | null> {
  const { playbooks, referrals } = deps.stores;
  const { loyalty } = await playbooks.load(workspace._id, workspace.playbook);
  if (loyalty?.referral === undefined) return 'no-referral';
  const referrer = await referrals.ownerOf(workspace._id, code);
  if (referrer === null) return 'unknown-code';
  if (referrer === customer) return 'own-code';
  const wanted = { workspace: workspace._id, customer, referrer, at: now };
  const linked = await referrals.link(wanted);
  if (linked === 'busy') throw tooMany();
  if (linked !== 'linked') return linked;
  const told = { kind: 'referral-came', from: referrer } as const;
  const first = await decided(deps, workspace, customer, told);
  // An answer stands for good, also that of a programme in between which took nobody: this one is asked by its version.
  const reason =
    first === 'no-referral' ? await decided(deps, workspace, customer, { ...told, programme: loyalty.version }) : first;
  if (reason !== null) await referrals.unlink(wanted);
  return reason;
}

/** What the customer decides, once for each event. @throws ApiProblem where they have not decided yet */
async function decided(
  { ingest, clock }: ApiDeps,
  workspace: WorkspaceRow,
  customer: CustomerId,
  told: Told,
): Promise<Reason | null> {
  const { outcome } = await ingest.askPoints(workspace, toldRow(workspace, customer, told, clock()));
  if (outcome === null) throw notDecided();
  return reasonOf(outcome);
}

function reasonOf({ is }: PointsOutcome): Reason | null {
  switch (is) {
    case 'bought-before':
    case 'brought-before':
    case 'no-referral':
      return is;
    case 'accepted':
      return null;
    // Answers to other questions.
    case 'insufficient':
    case 'nothing-spent':
    case 'no-ticket':
      return 'no-referral';
  }
}

function tooMany(): ApiProblem {
  const message = 'Too many brought customers at the same moment, and nothing was done; send the call again.';
  return new ApiProblem('overloaded', message, { retryAfter: 1 });
}

function notDecided(): ApiProblem {
  const message = 'It is stored, and the customer has not decided it yet. Send the same call again: it is done once.';
  return new ApiProblem('not-decided', message, { retryAfter: AGAIN_AFTER });
}
