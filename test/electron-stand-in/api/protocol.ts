/** The schemes of the app's own: named once for all, served by each session for itself. */
import type { CustomScheme } from 'electron';
import { privilegedSchemes } from '../wire/addresses.ts';
import { lifecycle } from './lifecycle.ts';

export type SchemeHandler = (request: Request) => Response | Promise<Response>;

export class Protocol {
  private readonly handlers = new Map<string, SchemeHandler>();

  registerSchemesAsPrivileged(schemes: readonly CustomScheme[]): void {
    if (lifecycle.ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges = {} } of schemes) privilegedSchemes.set(scheme.toLowerCase(), privileges);
  }

  handle(scheme: string, handler: SchemeHandler): void {
    if (!privilegedSchemes.has(scheme))
      throw new Error(`Electron stand-in: only a privileged scheme can be served, and ${scheme} is none`);
    if (this.handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    this.handlers.set(scheme, handler);
  }

  unhandle(scheme: string): void {
    if (!this.handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
  }

  isProtocolHandled(scheme: string): boolean {
    return this.handlers.has(scheme);
  }

  /** For the stand-in itself. */
  handlerOf(scheme: string): SchemeHandler | undefined {
    return this.handlers.get(scheme);
  }
}
