import assert from 'node:assert/strict';
import { originOf } from '../../src/mileapp/index.ts';

describe('originOf', () => {
  const taken: [string, string, string][] = [
    ['https://apiweb.mile.app/api/v3', 'https://apiweb.mile.app', 'https://apiweb.mile.app/api/v3'],
    [' HTTPS://ApiWeb.Mile.App:443/api/v3// ', 'https://apiweb.mile.app', 'https://apiweb.mile.app/api/v3'],
    ['https://example.com', 'https://example.com', 'https://example.com'],
    ['http://localhost:4010/api/v3', 'http://localhost:4010', 'http://localhost:4010/api/v3'],
    ['http://127.1.2.3/', 'http://127.1.2.3', 'http://127.1.2.3'],
    ['http://[::1]:80/x', 'http://[::1]', 'http://[::1]/x'],
    // URL reads these as 127.0.0.1.
    ['http://2130706433/', 'http://127.0.0.1', 'http://127.0.0.1'],
  ];
  for (const [address, origin, baseUrl] of taken) {
    it(`takes ${address.trim()}`, () => assert.deepEqual(originOf(address), { origin, baseUrl }));
  }

  const refused: [string, string][] = [
    ['', 'notAnAddress'],
    ['apiweb.mile.app', 'notAnAddress'],
    ['https://', 'notAnAddress'],
    ['mailto:x', 'notAnAddress'],
    ['http://apiweb.mile.app/api/v3', 'notHttps'],
    ['http://localhost.example.com', 'notHttps'],
    ['http://127.0.0.1.example.com', 'notHttps'],
    ['http://192.168.0.1', 'notHttps'],
    ['ftp://localhost', 'notHttps'],
    ['https://user:pass@apiweb.mile.app', 'hasCredentials'],
    ['https://apiweb.mile.app@example.com', 'hasCredentials'],
    ['https://apiweb.mile.app/api/v3?x=1', 'hasQuery'],
    ['https://apiweb.mile.app/api/v3#', 'hasQuery'],
  ];
  for (const [address, reason] of refused) {
    it(`refuses ${address || 'nothing'}: ${reason}`, () =>
      assert.deepEqual(originOf(address), { refused: reason }));
  }
});
