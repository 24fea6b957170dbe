import assert from 'node:assert/strict';
import { environmentForNestedNpm } from './npmInstall.ts';

describe('environmentForNestedNpm', () => {
  it('keeps what the user configures and drops what belongs to this package', () => {
    const environment = {
      PATH: '/bin',
      npm_config_registry: 'https://registry.example.com',
      npm_config_local_prefix: '/work/main',
      npm_config_prefix: '/usr',
      npm_package_name: 'mileapp',
      npm_lifecycle_event: 'start',
    };
    assert.deepEqual(environmentForNestedNpm(environment), {
      PATH: '/bin',
      npm_config_registry: 'https://registry.example.com',
    });
  });
});
