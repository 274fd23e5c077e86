import { useSyncExternalStore } from 'react';

function everySecond(listener: () => void) {
  const timer = setInterval(listener, 1000);
  return () => clearInterval(timer);
}
const wholeSecond = () => Math.floor(Date.now() / 1000);

/** The time, ticking once a second for as long as a component that shows it is mounted. In ms since the epoch. */
export function useNow(): number {
  return useSyncExternalStore(everySecond, wholeSecond) * 1000;
}
