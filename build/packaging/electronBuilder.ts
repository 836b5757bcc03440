import type { Configuration } from 'electron-builder';

/** electron-builder's configuration. Linux is built and tested here; Windows and macOS have never been run (README). */
export function electronBuilderConfig(options: { readonly stage: string; readonly out: string; readonly electronDist: string | null; readonly electronVersion: string }): Configuration {
  return {
    appId: 'org.carrel.desktop',
    productName: 'Carrel',
    copyright: 'Copyright © 2026 The Carrel authors',
    directories: { output: options.out, buildResources: 'resources/icons' },
    electronVersion: options.electronVersion,
    ...(options.electronDist === null ? {} : { electronDist: options.electronDist }),
    npmRebuild: false,
    asar: true,
    // The window only: the engine side lies beside it as plain files, since its own Node cannot read an archive.
    files: ['dist/**', 'package.json', '!node_modules/**'],
    extraResources: ['engine', 'runtime', 'models'].map((name) => ({ from: `${options.stage}/${name}`, to: name })),
    extraFiles: [{ from: options.stage, to: '.', filter: ['LICENSE', 'NOTICE'] }],
    linux: { target: ['dir'], category: 'Office', executableName: 'carrel', artifactName: 'carrel-${version}-linux-${arch}.${ext}' },
    win: { target: [{ target: 'nsis', arch: ['x64'] }, { target: 'portable', arch: ['x64'] }] },
    nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
    mac: { target: [{ target: 'dmg', arch: ['arm64', 'x64'] }], category: 'public.app-category.productivity', hardenedRuntime: true },
  };
}
