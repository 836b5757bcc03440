export function installWindow(options: { readonly say: (line: string) => void; readonly offline: boolean }): Promise<void>;
export function hasDisplay(): boolean;
