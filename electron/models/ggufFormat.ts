/** Sizes of one block of each tensor type: elements and bytes. Types not listed are refused. Source: ggml's type traits. */
export const tensorTypes: ReadonlyMap<number, { readonly elements: number; readonly bytes: number }> = new Map(
  ([
    [0, 1, 4], [1, 1, 2], [2, 32, 18], [3, 32, 20], [6, 32, 22], [7, 32, 24], [8, 32, 34], [9, 32, 36],
    [10, 256, 84], [11, 256, 110], [12, 256, 144], [13, 256, 176], [14, 256, 210], [15, 256, 292],
    [16, 256, 66], [17, 256, 74], [18, 256, 98], [19, 256, 50], [20, 32, 18], [21, 256, 110], [22, 256, 82], [23, 256, 136],
    [24, 1, 1], [25, 1, 2], [26, 1, 4], [27, 1, 8], [28, 1, 8], [29, 256, 56], [30, 1, 2], [34, 256, 54], [35, 256, 66], [39, 32, 17],
  ] as const).map(([type, elements, bytes]) => [type, { elements, bytes }]),
);

/** Bytes of each metadata value type with a fixed size, by its number. 8 is a string, 9 an array. */
export const valueBytes: ReadonlyMap<number, number> = new Map([[0, 1], [1, 1], [2, 2], [3, 2], [4, 4], [5, 4], [6, 4], [7, 1], [10, 8], [11, 8], [12, 8]]);
export const valueType = { uint32: 4, int32: 5, float32: 6, bool: 7, string: 8, array: 9 } as const;

/** Architectures of chat models we let near native code: the families of the catalogue and their close kin. */
export const chatArchitectures: ReadonlySet<string> = new Set([
  'llama', 'llama4', 'mistral3', 'mistral4', 'qwen2', 'qwen2moe', 'qwen3', 'qwen3moe', 'qwen3next', 'qwen35', 'qwen35moe',
  'gemma', 'gemma2', 'gemma3', 'gemma3n', 'gemma4', 'falcon', 'falcon-h1', 'phi2', 'phi3', 'phimoe', 'granite', 'granitemoe', 'granitehybrid',
  'smollm3', 'gpt-oss', 'lfm2', 'lfm2moe', 'deepseek', 'deepseek2', 'olmo2', 'olmoe', 'stablelm', 'starcoder2', 'command-r', 'cohere2',
]);

/** Architectures that give vectors or scores, not text. */
export const otherArchitectures: ReadonlySet<string> = new Set([
  'bert', 'modern-bert', 'nomic-bert', 'nomic-bert-moe', 'neo-bert', 'jina-bert-v2', 'jina-bert-v3', 'eurobert', 'gemma-embedding', 'llama-embed', 't5', 't5encoder', 'clip',
]);
