/** One page of a list: at most `limit` rows after the place where the one before ended. */
export interface Page<After> {
  readonly limit: number;
  readonly after?: After;
}
