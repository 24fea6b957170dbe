import type { Severity } from '../leaks/index.ts';
import type { Place, Report } from './report.ts';
import { sentenceFor } from './sentences.ts';

const levels: Record<Severity, 'error' | 'warning' | 'note'> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** What each verdict means, for whoever reads a dashboard. Hints are not reported and so not listed. */
const rules: Record<string, string> = {
  ownToken: 'The token you are signed in to MileApp with',
  mileAppToken: 'A MileApp access token',
  liveJwt: 'A JSON Web Token',
  encryptedJwt: 'An encrypted JSON Web Token',
  expiredJwt: 'An expired JSON Web Token',
  bearerScheme: 'A token after the word Bearer',
  authorizationHeader: 'A token in an authorization header',
  tokenKey: 'A token under a name for tokens',
  tokenArgument: 'A token given to a call that takes one',
  tokenFlag: 'A token given to an option that takes one',
  tokenPair: 'A token beside a name for tokens',
};
const ruleIds = Object.keys(rules);

/** A SARIF 2.1.0 log. What the baseline lets pass is in it, marked as suppressed. */
export function sarifReport({ version, leaks, passed, scanned }: Report): string {
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'MileApp leak scanner',
            version,
            informationUri: 'https://mile.app',
            rules: Object.entries(rules).map(([id, text]) => ({
              id,
              shortDescription: { text },
              help: {
                text: 'Read the token from an environment variable instead. If others have seen it, delete it where it was made and create a new one.',
              },
              properties: { tags: ['security'], 'security-severity': '8.0' },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: !scanned.skipped.some(({ skip }) => skip === 'unreadable'),
            toolExecutionNotifications: scanned.skipped.map(({ path, skip }) => ({
              level: skip === 'unreadable' ? 'error' : 'note',
              message: { text: `Not scanned: ${skip}` },
              locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) } } }],
            })),
          },
        ],
        results: [
          ...leaks.map(resultFor),
          ...passed.map((place) => ({ ...resultFor(place), suppressions: [{ kind: 'external' }] })),
        ],
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function resultFor(place: Place) {
  return {
    ruleId: place.reason,
    ruleIndex: ruleIds.indexOf(place.reason),
    level: levels[place.severity],
    message: { text: `${sentenceFor(place)} (${place.masked})` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(place.path) },
          region: {
            startLine: place.line + 1,
            startColumn: place.column + 1,
            endLine: place.endLine + 1,
            endColumn: place.endColumn + 1,
          },
        },
      },
    ],
    ...(place.baselineHash === undefined
      ? {}
      : { partialFingerprints: { 'mileappToken/v1': place.baselineHash } }),
  };
}

const uriOf = (path: string) => path.split('/').map(encodeURIComponent).join('/');
