import type { Endpoint } from '../http/endpoint.ts';
import { getLoyalty } from './get-loyalty.ts';
import { putLoyalty } from './put-loyalty.ts';
import { postLoyaltyValidate } from './post-loyalty-validate.ts';
import { postLoyaltyPublish } from './post-loyalty-publish.ts';
import { postLoyaltyPreview } from './post-loyalty-preview.ts';
import { getLoyaltyVersions } from './get-loyalty-versions.ts';
import { getPoints } from './get-points.ts';
import { getQuests } from './get-quests.ts';
import { getPointsHistory } from './get-points-history.ts';
import { postPointsSpend } from './post-points-spend.ts';
import { postPointsAdjust } from './post-points-adjust.ts';
import { getPointsLiability } from './get-points-liability.ts';

/** Every call about the loyalty programme and the points of customers. */
export const LOYALTY_CALLS: readonly Endpoint[] = [
  getLoyalty,
  putLoyalty,
  postLoyaltyValidate,
  postLoyaltyPublish,
  postLoyaltyPreview,
  getLoyaltyVersions,
  getPoints,
  getPointsHistory,
  getQuests,
  postPointsSpend,
  postPointsAdjust,
  getPointsLiability,
];
