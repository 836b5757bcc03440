import * as z from 'zod';
import { PolicyState } from './policy.ts';
import { Backup, DocumentState, DoctorCheck } from './schemas.ts';
import { AuditVerdict } from './securityContract.ts';

/** Where on this computer things lie; `models` in the order they are looked through. */
export const Places = z.object({ profile: z.string(), library: z.string(), index: z.string(), backups: z.string(), models: z.array(z.string()) });
export type Places = z.infer<typeof Places>;

const FileHash = z.object({ path: z.string(), bytes: z.int(), sha256: z.string() });

/** A software bill of materials, CycloneDX 1.5: https://cyclonedx.org/docs/1.5/json/. */
export const Sbom = z.object({
  bomFormat: z.literal('CycloneDX'), specVersion: z.literal('1.5'), version: z.literal(1),
  metadata: z.object({ component: z.object({ type: z.literal('application'), name: z.string(), version: z.string(), licenses: z.array(z.object({ expression: z.string() })) }) }),
  components: z.array(z.object({
    'type': z.literal('library'), 'bom-ref': z.string(), 'name': z.string(), 'version': z.string(), 'purl': z.string(),
    'licenses': z.array(z.object({ expression: z.string() })).optional(), 'hashes': z.array(z.object({ alg: z.enum(['SHA-512', 'SHA-1']), content: z.string() })).optional(),
  })),
});
export type Sbom = z.infer<typeof Sbom>;

/** How questions went in one month, of those still kept. Shares are 0..1, null where there is nothing to tell them from. */
export const HealthMonth = z.object({
  month: z.string(), questions: z.int(), failed: z.int(), refusedShare: z.number().nullable(), supportedShare: z.number().nullable(), medianMs: z.number().nullable(),
});
export type HealthMonth = z.infer<typeof HealthMonth>;

/** Of the engine and all it started: attempts refused since then, and internet sockets that are open now, as the system counts them; null where only a look from outside tells (all but Linux). */
export const Network = z.object({ refusedConnections: z.int(), openSockets: z.int().nullable() });
export type Network = z.infer<typeof Network>;

/** What an auditor asks of an installation. Holds no name of a document or folder and no word of one. `library` is null while none is open. */
export const AuditorReport = z.object({
  madeMs: z.int(), version: z.string(), runtime: z.object({ node: z.string(), platform: z.string(), arch: z.string() }),
  /** Of Carrel's own files, in the order of their paths: one digest that is the same wherever this version runs. */
  program: z.object({ files: z.int(), sha256: z.string() }),
  binaries: z.array(FileHash),
  models: z.array(z.object({ id: z.string(), name: z.string(), sha256: z.string().nullable(), state: z.string(), licence: z.string(), listed: z.boolean() })),
  sbom: Sbom,
  network: Network,
  policy: PolicyState,
  checks: z.array(DoctorCheck),
  library: z.object({
    id: z.string(),
    encryption: z.object({
      file: z.string(), key: z.string(), protection: z.enum(['none', 'passphrase']), recoveryKey: z.boolean(), keptKey: z.boolean(),
      passphraseCost: z.object({ algorithm: z.literal('argon2id'), memoryKiB: z.int(), passes: z.int(), lanes: z.int() }).nullable(),
    }),
    /** Made for this report: a full check of the database, and of the whole chain of the audit log. */
    verified: z.object({ atMs: z.int(), database: z.array(z.string()), audit: AuditVerdict }),
    backups: z.array(Backup), erasures: z.int(), holds: z.int(),
    documents: z.partialRecord(DocumentState, z.int()), problems: z.record(z.string(), z.int()), health: z.array(HealthMonth),
  }).nullable(),
});
export type AuditorReport = z.infer<typeof AuditorReport>;
