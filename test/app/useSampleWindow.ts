import type { RunningApp } from './launchApp.ts';
import { addFolder, untilBuilt } from './person.ts';
import { sampleFolder, sampleQuestions, type SampleQuestion, type SomeFolder } from './samples.ts';
import { useWindow, type TestWindow } from './useWindow.ts';

/** The one window of a test file, with the sample documents in its library; `lease` and `excess` are the first questions about them. */
export function useSampleWindow({ withScans = false, begin }: { readonly withScans?: boolean; readonly begin?: (app: RunningApp) => Promise<void> } = {}): {
  readonly app: TestWindow; readonly documents: SomeFolder; readonly lease: SampleQuestion; readonly excess: SampleQuestion;
} {
  const documents = sampleFolder({ withScans });
  const [lease, excess] = sampleQuestions;
  if (lease === undefined || excess === undefined) throw new Error('the samples have no questions');
  const app = useWindow({
    belongs: [documents],
    ...(begin === undefined ? {} : { begin }),
    async ready({ page }) {
      await addFolder(page, documents.path, documents.name);
      await untilBuilt(page, 150_000);
    },
  });
  return { app, documents, lease, excess };
}
