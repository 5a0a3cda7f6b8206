const { Transform } = require('node:stream');
const { minifySync } = require('@swc/core');
const { dest, parallel, src } = require('gulp');

/** Icons go where the compiled node and credential files look for them. */
function icons() {
	return src('icons/**/*.svg', { encoding: false }).pipe(dest('dist/icons'));
}

/** The importable workflows are part of the package, so that its users find them beside the nodes. */
function templates() {
	const json = (text) => JSON.stringify(JSON.parse(text));
	return src('workflows-templates/**/*.{csv,json,xlsx}', { encoding: false })
		.pipe(rewritten('.json', json))
		.pipe(dest('dist/workflows-templates'));
}

/**
 * Two fifths of the compiled code are spaces, and names that nobody sees. Functions and classes keep theirs: n8n finds nodes by
 * them, and people read them in the stack of an error.
 */
function code() {
	const names = { toplevel: true, keep_fnames: true, keep_classnames: true };
	const small = (text) =>
		minifySync(text, { module: false, ecma: 2020, compress: names, mangle: names }).code;
	return src('dist/{credentials,nodes}/**/*.js', { base: 'dist' })
		.pipe(rewritten('.js', small))
		.pipe(dest('dist'));
}

/** @param rewrite  gets and gives the text of a file of that ending; other files stay as they are */
function rewritten(ending, rewrite) {
	return new Transform({
		objectMode: true,
		transform(file, _encoding, done) {
			if (file.extname === ending) file.contents = Buffer.from(rewrite(file.contents.toString()));
			done(null, file);
		},
	});
}

exports['build:icons'] = icons;
exports['build:templates'] = templates;
exports['build:code'] = code;
exports.build = parallel(icons, templates, code);
