import type { Endpoint } from '../http/endpoint.ts';
import { getConsents } from './get-consents.ts';
import { postConfirmations } from './post-confirmations.ts';
import { putConsent } from './put-consent.ts';
import { putSuppression } from './put-suppression.ts';

/** Every call about what customers agreed to, and what is sent to nobody. */
export const CONSENT_CALLS: readonly Endpoint[] = [getConsents, putConsent, postConfirmations, putSuppression];
