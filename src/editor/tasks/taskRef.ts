import type { Account } from '../accounts/vault.ts';

/** A task somebody means: enough to open it, to copy from it and to name it. */
export type TaskRef = { readonly account: Account; readonly id: string; readonly title: string };
