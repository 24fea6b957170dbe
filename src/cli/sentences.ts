import type { Leak } from './leak.ts';

type Told = Pick<Leak, 'reason' | 'isMileApp' | 'expiresAt'>;

/** What the command-line program says of a leak. It never contains the token. */
export function sentenceFor({ reason, isMileApp, expiresAt }: Told): string {
  const day = expiresAt === undefined ? undefined : new Date(expiresAt).toISOString().slice(0, 10);
  if (reason === 'ownToken') return 'The token you are signed in to MileApp with.';
  const kind = isMileApp ? 'Hard-coded MileApp access token' : 'Hard-coded bearer token';
  if (reason === 'expiredJwt') return `${kind}, expired on ${day}.`;
  return day === undefined ? `${kind}.` : `${kind}, valid until ${day}.`;
}

/** What to do, once below all leaks. */
export const advice = [
  'To fix: open the file in VS Code and use the light bulb of the MileApp extension, or read the token from an',
  'environment variable yourself. A token that has left your machine must be deleted where it was made',
  '(MileApp: Profile → Access Token); removing it from the file is not enough.',
  'No leak? Write mileapp-ignore-line into a comment on that line, or run with --write-baseline.',
].join('\n');

export const usage = `Finds hard-coded bearer tokens.

Usage: cli.js [options] [file or folder …]      the working directory unless told
       cli.js [options] --staged                what the next commit holds

Options:
  --format text|json|sarif   how to report; text unless told
  --output <file>            where to; standard output unless told
  --baseline <file>          values to let pass; .mileapp-leaks.json unless told
  --no-baseline              let nothing pass
  --write-baseline           take all that is found into the baseline, and let go what is gone
  --threads <number>         how many files are scanned at once
  --version, --help

Files that git would ignore are left out, unless they are named. A token is never printed: at most its first
and last four characters.

Exit code: 0 no leak, 1 leaks, 2 trouble (a file that could not be read, a wrong option).`;
