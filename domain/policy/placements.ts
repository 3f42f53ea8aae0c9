/** How many placements a customer is shown at once. Nobody looks at more; older ones give way. */
export const MOST_ACTIVE = 50;
