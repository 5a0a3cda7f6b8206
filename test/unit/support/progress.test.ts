import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { installProgress } from '../../support/n8n/progress';

describe('the progress of an installation', () => {
	let folder: string;

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'progress-'));
	});

	afterEach(() => {
		rmSync(folder, { recursive: true });
	});

	const add = (name: string, isFilled: boolean): void => {
		const path = join(folder, 'node_modules', name);
		mkdirSync(path, { recursive: true });
		if (isFilled) writeFileSync(join(path, 'package.json'), '{}');
	};

	it('counts the packages that are filled, and those of a scope one by one', () => {
		add('n8n', true);
		add('@n8n/db', true);
		add('@n8n/di', false);
		add('sqlite3', false);
		add('.bin', false);
		expect(installProgress(folder)).toBe('2 of 4 packages unpacked (50 %)');
	});

	it('says what happens before there is a folder to count', () => {
		expect(installProgress(folder)).toBe('asking the registry for the list of packages');
	});
});
