/** Only what is used. `decode` lists the pages, `decodeImage` unpacks one, `toRGBA8` gives four bytes a pixel. */
declare module 'utif2' {
  export type Ifd = { readonly width: number; readonly height: number; readonly [tag: `t${number}`]: readonly number[] | undefined };
  const utif: {
    decode(bytes: ArrayBuffer): Ifd[];
    decodeImage(bytes: ArrayBuffer, ifd: Ifd): void;
    toRGBA8(ifd: Ifd): Uint8Array;
  };
  export default utif;
}
