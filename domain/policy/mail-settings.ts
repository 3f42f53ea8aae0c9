/** Who writes, and what is looked at of mails: by workspace. */
export interface MailSettings {
  /** The name of the company, as the law wants it at the foot of what sells; `null`: nobody has said. */
  readonly company: string | null;
  /** Where it can be written to on paper. */
  readonly postalAddress: string | null;
  /** Whether mails tell when they are opened and which of their links are pressed. */
  readonly tracking: { readonly opens: boolean; readonly clicks: boolean };
}

/**
 * Nothing is looked at before somebody says so: a picture that tells of opening reads from the device of whoever opens,
 * for which European law wants consent, and a service cannot know whether a shop has asked.
 */
export const NO_MAIL_SETTINGS: MailSettings = {
  company: null,
  postalAddress: null,
  tracking: { opens: false, clicks: false },
};
