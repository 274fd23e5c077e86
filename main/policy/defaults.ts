/** What holds where policy says nothing, by profile (design section 5). */
export const defaultLimits = {
  personal: { idleMinutes: 15, absoluteHours: 12 },
  shared: { idleMinutes: 5, absoluteHours: 8 },
} as const;
