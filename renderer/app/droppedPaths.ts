declare global {
  interface Window { readonly carrelFiles?: { pathOf(file: File): string } }
}

/** Absolute paths of what was dropped on the window; empty for anything that is no file or folder of this computer. */
export function droppedPaths(data: DataTransfer): readonly string[] {
  return [...data.files].map((file) => window.carrelFiles?.pathOf(file) ?? '').filter((path) => path !== '');
}
