/**
 * Time as the session counts it (design section 5, HAZ-09): what has elapsed is the larger of what the wall clock and the
 * monotonic clock say. A computer that slept shows in the first, a clock that was set back in the second; so neither sleep
 * nor a hand on the clock makes a limit later.
 */
export interface ClockReading {
  readonly wallMs: number;
  readonly monotonicMs: number;
}

export interface Timekeeping {
  readonly anchor: ClockReading;
  /** What the clock on the wall said last. */
  readonly wallMs: number;
  /** Wall time (ms since the epoch) that never runs backwards: all limits are counted in it. */
  readonly nowMs: number;
  /** How far the wall clock has been ahead of the monotonic one since the anchor, at the most. */
  readonly highestLeadMs: number;
}

/** Clocks are corrected by seconds all the time; a larger step back is somebody's doing. */
const toleratedStepBackMs = 30_000;

export function anchored(reading: ClockReading): Timekeeping {
  return { anchor: reading, wallMs: reading.wallMs, nowMs: reading.wallMs, highestLeadMs: 0 };
}

/** `steppedBack`: the wall clock has been set back by more than is ignored, at once or in small steps. */
export function advance(
  time: Timekeeping,
  reading: ClockReading,
): { readonly time: Timekeeping; readonly steppedBack: boolean } {
  const { anchor, highestLeadMs } = time;
  const byWallMs = reading.wallMs - anchor.wallMs;
  const byMonotonicMs = reading.monotonicMs - anchor.monotonicMs;
  const leadMs = byWallMs - byMonotonicMs;
  const nowMs = Math.max(time.nowMs, anchor.wallMs + Math.max(byWallMs, byMonotonicMs));
  return {
    time: { anchor, wallMs: reading.wallMs, nowMs, highestLeadMs: Math.max(highestLeadMs, leadMs) },
    steppedBack: leadMs < highestLeadMs - toleratedStepBackMs,
  };
}

/**
 * A time of the session as the clock on the wall shows it, for what stands on screen: the two were read together. To the
 * second, since the clocks never agree to the millisecond, and a view that changes by that much at each look would be a new
 * one to whoever reads it aloud.
 */
export function onTheWall({ nowMs, wallMs }: Pick<Timekeeping, 'nowMs' | 'wallMs'>, atMs: number): number {
  return Math.round((atMs - nowMs + wallMs) / 1000) * 1000;
}
