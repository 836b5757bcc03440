import type { Connection } from './Connection.ts';
import { makeRotation } from './makeRotation.ts';

export type Rotations = ReturnType<typeof createRotations>;

/** The secret rotation of each embedder's vectors. */
export function createRotations(connection: Connection) {
  const read = connection.prepare<[string, number], { matrix: Uint8Array }>('SELECT matrix FROM rotations WHERE embedder_id = ? AND dimensions = ?');
  const write = connection.prepare<[string, number, Uint8Array]>(`
    INSERT INTO rotations (embedder_id, dimensions, matrix) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET dimensions = excluded.dimensions, matrix = excluded.matrix`);
  return {
    /** Row-major orthogonal matrix of `dimensions` squared; made at the first call and the same for ever after. */
    get(embedderId: string, dimensions: number): Float32Array {
      const row = read.get(embedderId, dimensions);
      if (row !== undefined) return new Float32Array(Uint8Array.from(row.matrix).buffer);
      const matrix = makeRotation(dimensions);
      write.run(embedderId, dimensions, new Uint8Array(matrix.buffer));
      return matrix;
    },
  };
}
