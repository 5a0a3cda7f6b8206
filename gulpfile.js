const { dest, parallel, src } = require('gulp');

/** Icons go where the compiled node and credential files look for them. */
function icons() {
	return src('icons/**/*.svg', { encoding: false }).pipe(dest('dist/icons'));
}

/** The importable workflows are part of the package, so that its users find them beside the nodes. */
function templates() {
	return src('workflows-templates/**/*.{csv,json,xlsx}', { encoding: false }).pipe(
		dest('dist/workflows-templates'),
	);
}

exports['build:icons'] = icons;
exports['build:templates'] = templates;
exports.build = parallel(icons, templates);
