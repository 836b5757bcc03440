import type { Document } from '../../../electron/shared/schemas.ts';
import { fileName } from '../../components/names.ts';

/** A folder as it lies on disk: `documents` counts all below it. */
export type TreeFolder = { readonly path: string; readonly name: string; readonly documents: number; readonly folders: readonly TreeFolder[]; readonly files: readonly Document[] };
type Growing = { readonly path: string; readonly name: string; documents: number; readonly folders: Map<string, Growing>; readonly files: Document[] };

/** The documents of a folder of the library, put into the folders they lie in; folders and files by name. */
export function treeOf(root: string, documents: readonly Document[], compare: (one: string, other: string) => number): TreeFolder {
  const separator = root.includes('\\') ? '\\' : '/';
  const top = grow(root);
  for (const document of documents) {
    let folder = top;
    folder.documents += 1;
    for (const name of document.path.slice(root.length).split(separator).filter((part) => part !== '').slice(0, -1)) {
      const below = folder.folders.get(name) ?? grow(`${folder.path}${folder.path.endsWith(separator) ? '' : separator}${name}`);
      folder.folders.set(name, below);
      below.documents += 1;
      folder = below;
    }
    folder.files.push(document);
  }
  return finish(top, compare);
}

function grow(path: string): Growing {
  return { path, name: fileName(path), documents: 0, folders: new Map(), files: [] };
}

function finish(folder: Growing, compare: (one: string, other: string) => number): TreeFolder {
  return {
    path: folder.path, name: folder.name, documents: folder.documents,
    folders: [...folder.folders.values()].map((below) => finish(below, compare)).sort((a, b) => compare(a.name, b.name)),
    files: folder.files.sort((a, b) => compare(fileName(a.path), fileName(b.path))),
  };
}
