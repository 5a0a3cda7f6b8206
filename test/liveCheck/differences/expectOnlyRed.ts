import { ASSUMPTIONS, type Assumption } from '../../../scripts/liveCheck/assumptions';
import type { Finding } from '../../../nodes/shared/liveCheck/findings';
import type { Difference } from './difference';

/** Exactly this assumption is refuted; what was seen stands beside it, so that a failure explains itself. */
export function expectOnlyRed(
	{ findings }: { findings: readonly Finding[] },
	{ id }: Difference,
): void {
	const refuted = findings.filter(({ verdict }) => verdict === 'refuted');
	expect(refuted.map(({ assumption, note }) => [assumption.id, note])).toEqual([
		[id, expect.any(String)],
	]);
}

/** IDs of the assumptions of a kind that the sandbox can show. */
export const shownBy = (needs: Assumption['needs']): string[] =>
	ASSUMPTIONS.filter((each) => each.needs === needs && !each.notInSandbox)
		.map(({ id }) => id)
		.sort();
