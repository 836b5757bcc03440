import { isWithin } from './isWithin.ts';
import { createAudit, type Audit } from './audit.ts';
import { createAuditContents } from './auditContents.ts';
import type { Connection } from './Connection.ts';
import { createErasures } from './erasures.ts';
import { createSecuritySettings } from './securitySettings.ts';

export type Security = ReturnType<typeof createSecurity>;

/** How a library is guarded: settings, legal holds, the audit log, erasures under way. */
export function createSecurity(connection: Connection) {
  const settings = createSecuritySettings(connection);
  return {
    settings,
    erasures: createErasures(connection),
    auditContents: createAuditContents(connection),
    /** `key`: 32 bytes, `deriveKey(dataKey, 'audit')`, not wiped while the log is in use. */
    audit: (key: Uint8Array): Audit => createAudit(connection, key, settings),
    /** The hold that keeps a path, or something beneath it, from being erased or removed; null when none does. */
    holdOn(path: string): string | null {
      return settings.get('holds').find((held) => held === path || isWithin(path, held) || isWithin(held, path)) ?? null;
    },
    setHold(path: string, isHeld: boolean): void {
      const others = settings.get('holds').filter((held) => held !== path);
      settings.set('holds', isHeld ? [...others, path].sort() : others);
    },
  };
}
