/** `powerMonitor`: a test says what the computer does, by emitting its events and replacing its answers. */
import { EventEmitter } from 'node:events';
import type { PowerMonitor as ElectronPowerMonitor } from 'electron';
import { lifecycle } from './lifecycle.ts';

class PowerMonitor extends EventEmitter {
  constructor() {
    super();
    // What Electron listens with is there from ready on; an app that subscribes earlier is not to be relied on.
    this.on('newListener', () => {
      if (!lifecycle.ready) throw new Error('Electron stand-in: powerMonitor is used before ready');
    });
  }

  getSystemIdleState(idleThreshold: number): ReturnType<ElectronPowerMonitor['getSystemIdleState']> {
    if (!(idleThreshold > 0)) throw new TypeError('Invalid idle threshold, must be greater than 0');
    return 'active';
  }
  getSystemIdleTime(): number {
    return 0;
  }
  isOnBatteryPower(): boolean {
    return false;
  }
}

export const powerMonitor: PowerMonitor = new PowerMonitor();
