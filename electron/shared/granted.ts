/** A file or folder a person gave to the window: its name, and the token that stands for its path in what the window asks of the engine. */
export type Granted = { readonly token: string; readonly name: string };
