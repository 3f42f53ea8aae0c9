/** Minor units that 100 points are worth; `undefined`: nobody has said it. */
export type Worth = number | undefined;

/** What so many points are worth, in minor units, to the nearest; `null` where nobody has said it. */
export function costOf(points: number, worth: number): number;
export function costOf(points: number, worth: Worth): number | null;
export function costOf(points: number, worth: Worth): number | null {
  return worth === undefined ? null : Math.round((points * worth) / 100);
}
