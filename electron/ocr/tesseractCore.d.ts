/** The parts of Tesseract's WebAssembly build that are used; see the Tesseract 5 C++ API (baseapi.h) for what they do. */
declare module 'tesseract.js-core/*' {
  export type TessBaseAPI = {
    /** 0 when it went well. `engine`: 0 the old one (orientation), 1 neural. */
    Init(dataFolder: null, languages: string, engine: 0 | 1): number;
    SetVariable(name: string, value: string): boolean;
    /** Reads the file `/input`. 0 when it went well. */
    SetImageFile(exifOrientation: number, radians: number): number;
    Recognize(monitor: null): number;
    GetJSONText(page: number): string;
    DetectOS(results: OSResults): boolean;
    Clear(): void;
    End(): void;
  };
  export type OSResults = { readonly best_result: { readonly orientation_id: number; readonly oconfidence: number } };
  export type TesseractModule = {
    readonly TessBaseAPI: new () => TessBaseAPI;
    readonly OSResults: new () => OSResults;
    readonly FS: { writeFile(path: string, bytes: Uint8Array): void; unlink(path: string): void };
    destroy(object: object): void;
  };
  const load: (options: { TesseractProgress(percent: number): void; print?(line: string): void; printErr?(line: string): void }) => Promise<TesseractModule>;
  export default load;
}
