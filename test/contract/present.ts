import path from 'node:path';
import { ApiDocument, documentIsPresent, documentPath } from './document';

/** Runs checks against the OpenAPI file where it is present; elsewhere says so, and nothing fails. */
export function withDocument(name: string, checks: (document: ApiDocument) => void): void {
	if (documentIsPresent()) {
		describe(name, () => checks(ApiDocument.read()));
		return;
	}
	const file = path.relative(process.cwd(), documentPath());
	process.stdout.write(`skipped: ${name}: ${file} is not present\n`);
	describe(name, () => {
		it.skip('needs the OpenAPI file', () => undefined);
	});
}
