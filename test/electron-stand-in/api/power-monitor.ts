/** `powerMonitor`: a test says what the computer does, by emitting its events and replacing its answers. */
import { EventEmitter } from 'node:events';
import type { PowerMonitor as ElectronPowerMonitor } from 'electron';

class PowerMonitor extends EventEmitter {
  getSystemIdleState(): ReturnType<ElectronPowerMonitor['getSystemIdleState']> {
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
