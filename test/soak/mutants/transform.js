const { relative } = require('node:path');
const { createTransformer } = require('@swc/jest');
const { transform } = require('../../../jest.config.js');

const [, options] = transform['^.+\\.ts$'];
const inner = createTransformer(options);
const mutations = JSON.parse(process.env.MUTATIONS ?? '[]');

/** Jest's own transformer, for sources that are broken on purpose: `MUTATIONS` names file, text and what stands there instead. */
module.exports = {
	...inner,
	process(source, path, jestOptions) {
		const file = relative(jestOptions.config.rootDir, path).replaceAll('\\', '/');
		let broken = source;
		for (const { find, replace } of mutations.filter((each) => each.file === file)) {
			broken = broken.split(find).join(replace);
		}
		return inner.process(broken, path, jestOptions);
	},
	getCacheKey(source, path, jestOptions) {
		const key = inner.getCacheKey?.(source, path, jestOptions) ?? '';
		return `${key}${Buffer.from(JSON.stringify(mutations)).toString('base64url').slice(0, 2_000)}`;
	},
};
