import { PROBLEM_CODES, severityOf } from '../../../nodes/SkuMapping/mapping/rowProblems';

describe('the vocabulary', () => {
	it('has one severity for each code', () => {
		for (const code of PROBLEM_CODES) {
			expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
			expect(['refused', 'warning']).toContain(severityOf(code));
		}
	});
});
