/** A vector turned by an orthogonal matrix (row-major) and brought to length 1: cosines between vectors stay as they are. */
export function rotate(vector: Float32Array, matrix: Float32Array): Float32Array<ArrayBuffer> {
  const dimensions = vector.length;
  const turned = new Float32Array(dimensions);
  let squares = 0;
  for (let row = 0; row < dimensions; row++) {
    const offset = row * dimensions;
    let sum = 0;
    for (let column = 0; column < dimensions; column++) sum += (matrix[offset + column] ?? 0) * (vector[column] ?? 0);
    turned[row] = sum;
    squares += sum * sum;
  }
  const length = Math.sqrt(squares);
  if (length > 0) for (let row = 0; row < dimensions; row++) turned[row] = (turned[row] ?? 0) / length;
  return turned;
}
