const { build: bundle } = require('esbuild');
const { readdirSync, rmSync, writeFileSync } = require('node:fs');
const { basename, dirname, join, relative } = require('node:path');
const { Transform } = require('node:stream');
const { dest, parallel, src } = require('gulp');

const { n8n } = require('./package.json');

/** Icons go where the compiled node and credential files look for them. */
function icons() {
	return src('icons/**/*.svg', { encoding: false }).pipe(dest('dist/icons'));
}

/** The importable workflows are part of the package, so that its users find them beside the nodes. */
function templates() {
	// The sample as CSV is enough; with XLSX there would be two of it.
	return src('workflows-templates/**/*.{csv,json}', { encoding: false })
		.pipe(withJsonOnOneLine())
		.pipe(dest('dist/workflows-templates'));
}

function withJsonOnOneLine() {
	return new Transform({
		objectMode: true,
		transform(file, _encoding, done) {
			if (file.extname === '.json') {
				file.contents = Buffer.from(JSON.stringify(JSON.parse(file.contents.toString())));
			}
			done(null, file);
		},
	});
}

const CODE = 'dist/code.js';

/**
 * One small file with the code of all nodes and credentials, in place of the hundreds that tsc has written and checked. n8n still finds
 * each where package.json says: there stands one line that leads to it. Functions and classes keep their names, for the stack of an error.
 */
async function code() {
	const files = [...n8n.nodes, ...n8n.credentials].map((file) => {
		const name = basename(file).split('.')[0];
		return { file, name, source: `./${relative('dist', file).replace(/\.js$/, '.ts')}` };
	});
	await bundle({
		stdin: {
			contents: files.map(({ name, source }) => `export { ${name} } from '${source}';`).join('\n'),
			resolveDir: __dirname,
			loader: 'ts',
		},
		bundle: true,
		// What n8n brings along, and Node.js itself.
		packages: 'external',
		platform: 'node',
		format: 'cjs',
		target: 'es2021',
		minify: true,
		// Node.js reads UTF-8; escapes would be twice as long.
		charset: 'utf8',
		keepNames: true,
		lineLimit: 160,
		legalComments: 'none',
		// As the modules were.
		banner: { js: '"use strict";' },
		outfile: CODE,
	});
	for (const folder of ['dist/nodes', 'dist/credentials']) {
		for (const name of readdirSync(folder, { encoding: 'utf8', recursive: true })) {
			// JSON that the code imports is in the one file too; what n8n itself reads beside a node stays.
			const isInCode = /\.js$|(?<!\.node)\.json$/.test(name);
			if (isInCode) rmSync(join(folder, name));
		}
	}
	for (const { file, name } of files) {
		const path = relative(dirname(file), CODE).replace(/\\/g, '/');
		writeFileSync(file, `exports.${name} = require('${path}').${name};\n`);
	}
}

exports['build:icons'] = icons;
exports['build:templates'] = templates;
exports['build:code'] = code;
exports.build = parallel(icons, templates, code);
