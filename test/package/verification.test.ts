import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Texts that the scan of n8n's verification refuses, wherever they stand: also inside other words. */
const REFUSED = [/as any/, /eslint-disable/, /@ts-(?:ignore|nocheck|expect-error)/];

it('nothing that the scan of n8n refuses stands in nodes or credentials, not even in a comment', () => {
	const files = execFileSync('git', ['ls-files', 'nodes', 'credentials'], { encoding: 'utf8' })
		.split('\n')
		.filter((file) => file.endsWith('.ts'));
	expect(files.length).toBeGreaterThan(100);
	const refused = files.flatMap((file) =>
		readFileSync(file, 'utf8')
			.split('\n')
			.flatMap((line, index) =>
				REFUSED.some((pattern) => pattern.test(line))
					? [`${file}:${index + 1}: ${line.trim()}`]
					: [],
			),
	);
	expect(refused).toEqual([]);
});
