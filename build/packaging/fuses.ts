import type { Configuration } from 'electron-builder';

/**
 * What a package's Electron may be made to do from outside, burnt into its binary: nothing (SECURITY E4 to E7). Fuses an older
 * Electron does not have cannot be set in it. The ninth, WebAssembly trap handlers, is unknown to electron-builder 26 and stays
 * as Electron ships it.
 */
export function fusesFor(electronVersion: string): NonNullable<Configuration['electronFuses']> {
  const major = Number(electronVersion.split('.')[0]);
  return {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    onlyLoadAppFromAsar: true,
    // Checked by Electron on Windows and macOS; on Linux the fuse is there and checks nothing.
    enableEmbeddedAsarIntegrityValidation: process.platform !== 'linux',
    // There are no cookies, and asking the system's keyring for a key could ask the person for a password.
    enableCookieEncryption: false,
    loadBrowserProcessSpecificV8Snapshot: false,
    ...(major >= 29 ? { grantFileProtocolExtraPrivileges: false } : {}),
    // Flipping breaks the signature Apple's processors ask for; without a certificate nothing else mends it.
    resetAdHocDarwinSignature: process.platform === 'darwin',
  };
}
