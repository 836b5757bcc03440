import { AppError } from '../../shared/AppError.ts';
import type { PolicySettingName, PolicySettings, PolicyState } from '../../shared/policy.ts';

type ValueOf<N extends PolicySettingName> = NonNullable<PolicySettings[N]>['value'];

/** What the administrator of this machine has settled, read once when the engine starts. */
export class PolicyInForce {
  readonly state: PolicyState;

  constructor(state: PolicyState) {
    this.state = state;
  }

  /** Null where the policy says nothing of it. */
  get<N extends PolicySettingName>(name: N): ValueOf<N> | null {
    return this.state.settings[name]?.value ?? null;
  }

  /** The error for what a settled value rules out; it names the setting and the administrator's reason. */
  forbids(setting: PolicySettingName): AppError {
    return new AppError('policy-forbids', { setting, reason: this.state.settings[setting]?.reason ?? '', ...(this.state.contact === null ? {} : { contact: this.state.contact }) });
  }

  /** Throws `policy-forbids` where nothing may be taken out of a library. */
  requireExports(): void {
    if (this.get('exports') === false) throw this.forbids('exports');
  }

  /** Throws `policy-forbids` where no key store of the system may keep a key. */
  requireKeyStore(): void {
    if (this.get('keyStore') === false) throw this.forbids('keyStore');
  }

  allowsModel(sha256: string | null): boolean {
    const allowed = this.get('allowedModels');
    return allowed === null || (sha256 !== null && allowed.includes(sha256));
  }

  /** The idle lock that holds: a person's own where it is no longer than settled. 0 is never. */
  idleLockMinutes(own: number): number {
    const longest = this.get('idleLockMinutes');
    return longest === null || (own > 0 && own <= longest) ? own : longest;
  }

  auditQuestions(own: boolean): boolean {
    return this.auditContent || (this.get('auditQuestions') ?? own);
  }

  /** Whether the words of questions are kept in the audit log: never by a person's choice. */
  get auditContent(): boolean {
    return this.get('auditContent') === true;
  }
}
