/** Bits of one element of each tensor type, by its number. Types not listed (texts, complex numbers, 8-bit floats) are refused. Source: onnx.proto, TensorProto.DataType. */
export const elementBits: ReadonlyMap<number, number> = new Map([[1, 32], [2, 8], [3, 8], [4, 16], [5, 16], [6, 32], [7, 64], [9, 8], [10, 16], [11, 64], [12, 32], [13, 64], [16, 16], [21, 4], [22, 4]]);
export const int64Type = 7;

/** Field of a tensor that holds its numbers one by one, for each type that may be written so (onnx.proto, TensorProto). */
export const listedIn: ReadonlyMap<number, number> = new Map([[1, 4], [2, 5], [3, 5], [4, 5], [5, 5], [6, 5], [9, 5], [10, 5], [16, 5], [7, 7], [11, 10], [12, 11], [13, 11]]);

/** Sets of operations a file may say it draws on; those that are not used do no harm. */
export const knownDomains: ReadonlySet<string> = new Set([
  '', 'ai.onnx', 'ai.onnx.ml', 'ai.onnx.training', 'ai.onnx.preview.training', 'com.microsoft', 'com.microsoft.experimental', 'com.microsoft.nchwc', 'com.microsoft.dml', 'com.ms.internal.nhwc', 'org.pytorch.aten',
]);

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Arithmetic on tensors: none of these opens a file, runs in a circle or calls code of anybody else's. By domain. */
export const operations: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['', words(`
    Abs Add And ArgMax ArgMin AveragePool BatchNormalization Cast CastLike Ceil Clip Concat Constant ConstantOfShape Conv ConvInteger Cos CumSum DequantizeLinear Div Dropout DynamicQuantizeLinear
    Einsum Elu Equal Erf Exp Expand Flatten Floor Gather GatherElements GatherND Gelu Gemm GlobalAveragePool Greater GreaterOrEqual GroupNormalization HardSigmoid HardSwish Identity InstanceNormalization
    IsInf IsNaN LayerNormalization LeakyRelu Less LessOrEqual Log LogSoftmax LpNormalization MatMul MatMulInteger Max MaxPool Mean Min Mish Mod Mul Neg NonZero Not OneHot Or PRelu Pad Pow
    QLinearConv QLinearMatMul QuantizeLinear RMSNormalization Range Reciprocal ReduceL1 ReduceL2 ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare Relu Reshape RotaryEmbedding Round
    ScatterElements ScatterND Selu Shape Sigmoid Sign SimplifiedLayerNormalization Sin Size Slice Softmax Softplus Softsign Split Sqrt Squeeze Sub Sum Tanh Tile TopK Transpose Trilu Unsqueeze Where Xor`)],
  ['com.microsoft', words(`
    Attention BiasGelu DynamicQuantizeMatMul EmbedLayerNormalization FastGelu FusedMatMul GatherBlockQuantized Gelu GroupQueryAttention MatMulIntegerToFloat MatMulNBits MultiHeadAttention
    QAttention QEmbedLayerNormalization QGemm QLinearAdd QLinearMul QuickGelu RotaryEmbedding SimplifiedLayerNormalization SkipLayerNormalization SkipSimplifiedLayerNormalization`)],
]);

/** What an embedder may ask for: the numbers of a text's tokens and what says which of them count. */
export const knownInputs: ReadonlySet<string> = new Set(['input_ids', 'attention_mask', 'token_type_ids']);
