const base = require('../../jest.config');

/** The API contract against its OpenAPI file, which lies beside a checkout and not in it: `npm run test:contract`. */
module.exports = {
	...base,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/contract/**/*.contract.ts'],
};
