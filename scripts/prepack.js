const { spawnSync } = require('node:child_process');

/**
 * What npm runs before it packs: the build; before it publishes, the checks of `prepublishOnly` as well.
 *
 * `ignore-scripts` in `.npmrc` makes `npm publish` leave out `prepublishOnly`: it reads that setting before it reads
 * `publishConfig`, and packs after (npm 11). Without this, a publication from a clone would be checked by nothing.
 */
const { npm_command: command, npm_config_ignore_scripts: ignored, npm_execpath: npm } = process.env;
const script = command === 'publish' && ignored === 'true' ? 'prepublishOnly' : 'build';
const { status } = spawnSync(process.execPath, [npm, 'run', script], { stdio: 'inherit' });
process.exitCode = status ?? 1;
