import { FixAll } from './fixAll.ts';
import type { LeakGuard } from './leakGuard.ts';
import { LeakHover } from './leakHover.ts';
import { PasteGuard } from './pasteGuard.ts';
import { QuickFixes } from './quickFixes.ts';
import { TokenActions } from './tokenActions.ts';
import type { Variables } from './variables.ts';

/** What knows how a leak is fixed: loaded when somebody first comes to one. */
export class Fixes {
  readonly quick: QuickFixes;
  readonly all: FixAll;
  readonly paste: PasteGuard;
  readonly hover: LeakHover;
  readonly actions: TokenActions;

  /** @param signInWith makes an account of a token; says whether that worked, and tells the user where it did not */
  constructor(guard: LeakGuard, variables: Variables, signInWith: (token: string) => Promise<boolean>) {
    this.quick = new QuickFixes(guard, variables);
    this.all = new FixAll(guard, variables);
    this.paste = new PasteGuard(guard, variables);
    this.hover = new LeakHover(guard, variables);
    this.actions = new TokenActions(guard, variables, signInWith);
  }
}
