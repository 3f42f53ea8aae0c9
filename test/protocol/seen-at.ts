/**
 * A seed at which a planted defect is known to show, where it is not among the first few: it is tried before all others.
 * Where the simulation has changed and that seed no longer shows it, the search takes longer, and the test names the new one.
 */
export const SEEN_AT: Readonly<Record<string, number>> = {
  'a mark counts whatever its turn': 71,
  'an id that exists is acknowledged without asking the majority': 22,
  'what a call did not come to passes for applied where a lost attempt has marked it': 20,
  'attempts at a first decision need not start after the same row': 288,
  'a frozen attempt may put its picture back': 90,
  'a first decision writes its marks before it knows that it may': 28,
  'a life that has ended may start again from what a later one wrote': 271,
  'an alarm that rang in vain rings on': 19,
  'what was not decided on is not handed to the next run': 43,
  'a test clock goes back with a late delivery': 14,
  'what a spending took is read from lost attempts too': 46,
  'whoever asks for points again does so under another key': 79,
  'an answer of the journal is believed before a later turn is stored': 233,
  'what was sent cuts off what was asked': 46,
  'a delivered row passes for applied': 20,
};
