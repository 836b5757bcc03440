import { afterAll, beforeAll } from 'vitest';
import { ordinaryUser, type OrdinaryUser } from './ordinaryUser.ts';
import { copyOfPackage } from './packaged.ts';

/** Someone without rights and the package in a place of its own, from before the first test until after the last. */
export function usePackageCopy(): { readonly user: OrdinaryUser; readonly folder: string } {
  let made: { readonly user: OrdinaryUser; readonly copy: ReturnType<typeof copyOfPackage> } | null = null;
  beforeAll(() => { made = { user: ordinaryUser(), copy: copyOfPackage() }; });
  afterAll(async () => {
    await made?.user.remove();
    made?.copy.remove();
  });
  const there = (): NonNullable<typeof made> => {
    if (made === null) throw new Error('the package is not there yet');
    return made;
  };
  return { get user() { return there().user; }, get folder() { return there().copy.folder; } };
}
