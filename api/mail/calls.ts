import type { Endpoint } from '../http/endpoint.ts';
import { getMailSending } from './get-mail-sending.ts';
import { getMailSettings } from './get-mail-settings.ts';
import { postMailReports } from './post-mail-reports.ts';
import { putMailSettings } from './put-mail-settings.ts';

/** Every call about mails as such, and what comes back of them. */
export const MAIL_CALLS: readonly Endpoint[] = [getMailSettings, getMailSending, putMailSettings, postMailReports];
