import { randomBytes } from 'node:crypto';

/**
 * A random orthogonal matrix, uniform over all of them: Gaussian rows made orthonormal by modified Gram-Schmidt, which is the
 * Q of a QR decomposition with positive diagonal (Mezzadri, "How to generate random matrices from the classical compact
 * groups", 2007). Row-major, `dimensions` squared; row r of the matrix times a vector is coordinate r of the rotated vector.
 */
export function makeRotation(dimensions: number): Float32Array {
  const rows = Array.from({ length: dimensions }, () => gaussians(dimensions));
  for (const [index, row] of rows.entries()) {
    // Twice: once leaves errors of the order of the matrix's condition number.
    for (let pass = 0; pass < 2; pass += 1) for (let before = 0; before < index; before += 1) removeComponent(row, rows[before] ?? row);
    const length = Math.sqrt(dot(row, row));
    for (let column = 0; column < dimensions; column += 1) row[column] = (row[column] ?? 0) / length;
  }
  const matrix = new Float32Array(dimensions * dimensions);
  for (const [index, row] of rows.entries()) matrix.set(row, index * dimensions);
  return matrix;
}

function removeComponent(row: Float64Array, unit: Float64Array): void {
  const amount = dot(row, unit);
  for (let column = 0; column < row.length; column += 1) row[column] = (row[column] ?? 0) - amount * (unit[column] ?? 0);
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let column = 0; column < left.length; column += 1) sum += (left[column] ?? 0) * (right[column] ?? 0);
  return sum;
}

/** Standard normal numbers from the system's random source (Box-Muller): the matrix is a secret. */
function gaussians(count: number): Float64Array {
  const bytes = randomBytes(count * 16);
  return Float64Array.from({ length: count }, (_, index) => {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform(bytes, index * 16)));
    return radius * Math.cos(2 * Math.PI * uniform(bytes, index * 16 + 8));
  });
}

/** 53 random bits as a number in [0, 1). */
function uniform(bytes: Buffer, at: number): number {
  return (bytes.readUInt32LE(at) * 2 ** 21 + (bytes.readUInt32LE(at + 4) >>> 11)) / 2 ** 53;
}
