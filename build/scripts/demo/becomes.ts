import { expect } from '@playwright/test';

/** Waits until a condition holds; `false` when it does not within the limit (ms). */
export async function becomes(condition: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
  try {
    await expect.poll(condition, { timeout: withinMs, intervals: [10, 20, 50, 100] }).toBe(true);
    return true;
  } catch {
    return false;
  }
}
