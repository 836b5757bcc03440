/** A list of documents stays as it was sorted so long, ms, while the library changes under it and whoever asks was told of nothing new: whoever follows a list asks less often. */
export const listKeptMs = 3_000;
