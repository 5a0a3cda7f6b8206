const base = require('../../jest.config');

/** Sandbox and nodes against the OpenAPI file of this folder: `npm run test:contract`. */
module.exports = {
	...base,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/contract/**/*.contract.ts'],
};
