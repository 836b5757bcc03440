export type ElectronRuntime = { readonly folder: string; readonly executable: string; readonly version: string; readonly official: boolean };
export function findElectron(): ElectronRuntime | null;
export function ensureElectron(say: (line: string) => void): Promise<ElectronRuntime | null>;
