import { cpSync } from 'node:fs';
import type { Configuration } from 'electron-builder';
import { fusesFor } from './fuses.ts';

/** electron-builder's configuration. Linux is built and tested here; Windows and macOS have never been run (README). */
export function electronBuilderConfig(options: { readonly stage: string; readonly out: string; readonly electronDist: string; readonly electronVersion: string }): Configuration {
  return {
    appId: 'org.carrel.desktop',
    productName: 'Carrel',
    copyright: 'Copyright © 2026 The Carrel authors',
    directories: { output: options.out, buildResources: 'resources/icons' },
    electronVersion: options.electronVersion,
    electronDist: options.electronDist,
    npmRebuild: false,
    asar: true,
    electronFuses: fusesFor(options.electronVersion),
    // The window only: the engine side lies beside it as plain files, since its own Node cannot read an archive.
    files: ['dist/**', '!dist/engine/**', 'package.json', '!node_modules/**'],
    // Copied whole: electron-builder's own extra resources leave out every folder called node_modules.
    afterPack: ({ appOutDir, packager }) => { cpSync(options.stage, packager.getResourcesDir(appOutDir), { recursive: true }); },
    linux: { target: ['dir'], category: 'Office', executableName: 'carrel', artifactName: 'carrel-${version}-linux-${arch}.${ext}' },
    win: { target: [{ target: 'nsis', arch: ['x64'] }, { target: 'portable', arch: ['x64'] }] },
    nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
    mac: { target: [{ target: 'dmg', arch: ['arm64', 'x64'] }], category: 'public.app-category.productivity', hardenedRuntime: true },
  };
}
