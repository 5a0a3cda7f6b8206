const fc = require('fast-check');

/**
 * In CI the property tests draw the same cases at every run, so that a red run is about the change it is for. Elsewhere each run
 * draws others; one that fails prints its seed.
 */
if (process.env.CI) fc.configureGlobal({ seed: 20261127 });
