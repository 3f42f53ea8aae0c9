import type { Endpoint } from '../http/endpoint.ts';
import { getAudiences } from './get-audiences.ts';
import { getAudience } from './get-audience.ts';
import { putAudience } from './put-audience.ts';
import { postAudiencePreview } from './post-audience-preview.ts';
import { postAudienceValidate } from './post-audience-validate.ts';
import { postAudiencePublish } from './post-audience-publish.ts';
import { postAudienceArchive } from './post-audience-archive.ts';
import { getAudienceVersions } from './get-audience-versions.ts';
import { getAudienceCustomers } from './get-audience-customers.ts';
import { getAudienceDays } from './get-audience-days.ts';

/** Every call about audiences. */
export const AUDIENCE_CALLS: readonly Endpoint[] = [
  getAudiences,
  getAudience,
  putAudience,
  postAudienceValidate,
  postAudiencePreview,
  postAudiencePublish,
  postAudienceArchive,
  getAudienceVersions,
  getAudienceCustomers,
  getAudienceDays,
];
