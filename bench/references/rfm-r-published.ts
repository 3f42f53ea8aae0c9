/** Customers, orders and revenue of each segment, as that package prints them. */
export type Summary = Readonly<Record<string, readonly [customers: number, orders: number, revenue: number]>>;

export const SUMMARY_030: Summary = {
  Champions: [35, 316, 31_646],
  'Loyal Customers': [170, 799, 76_562],
  'Potential Loyalist': [342, 2_211, 204_856],
  'New Customers': [104, 329, 28_837],
  Promising: [9, 28, 4_249],
  'Need Attention': [10, 57, 4_562],
  'About To Sleep': [102, 283, 23_449],
  'At Risk': [28, 216, 22_227],
  "Can't Lose Them": [47, 274, 32_446],
  Lost: [148, 393, 35_324],
  Others: [0, 0, 0],
};
export const SUMMARY_02X: Summary = {
  Champions: [158, 1_234, 120_178],
  'Loyal Customers': [278, 1_708, 166_712],
  'Potential Loyalist': [229, 801, 65_873],
  'New Customers': [0, 0, 0],
  Promising: [0, 0, 0],
  'Need Attention': [35, 144, 13_287],
  'About To Sleep': [50, 127, 10_914],
  'At Risk': [86, 438, 44_178],
  "Can't Lose Them": [0, 0, 0],
  Lost: [111, 244, 20_955],
  Others: [48, 210, 22_061],
};
export const PER_SCORE = {
  r: [197, 200, 199, 199, 200],
  f: [268, 187, 176, 244, 120],
  m: [200, 200, 198, 202, 195],
} as const;
export const IN_125_CELLS = {
  Champions: 139,
  Loyal: 98,
  'Potential Loyalist': 104,
  'New Customers': 99,
  Promising: 55,
  'Need Attention': 53,
  'About To Sleep': 30,
  'At Risk': 137,
  'Cannot Lose Them': 22,
  Hibernating: 147,
  Lost: 111,
};
export const IN_SEVEN = {
  Champions: 99,
  Loyal: 170,
  'Potential Loyalist': 207,
  'Needs Attention': 122,
  'At Risk': 157,
  Hibernating: 93,
  Lost: 147,
};
