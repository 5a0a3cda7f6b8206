import { ASSUMPTIONS, type Assumption } from '../liveCheck/assumptions';
import { table } from './exceptionTables';

/** The tables of assumptions in docs/live-check.md, by the name of their block. */
export function liveCheckTables(): Record<string, string> {
	const isOms = ({ id }: Assumption): boolean => id.startsWith('oms-');
	return {
		'live-check-tiktok': rows(ASSUMPTIONS.filter((each) => !isOms(each))),
		'live-check-oms': rows(ASSUMPTIONS.filter(isOms)),
		'live-check-count': counts(),
	};
}

const TRIED: Record<NonNullable<Assumption['needs']>, string> = {
	write: '`--write`',
	through: '`--write --through`',
	byHand: '`--by-hand`',
};

function rows(assumptions: readonly Assumption[]): string {
	const header = ['id', 'what is assumed', 'source', 'used in', 'tried with'];
	return table(
		header,
		assumptions.map(({ id, what, source, usedIn, needs }) => [
			`\`${id}\``,
			what,
			source,
			`\`${usedIn}\``,
			needs ? TRIED[needs] : 'reading',
		]),
	);
}

function counts(): string {
	const inSandbox = ASSUMPTIONS.filter(({ notInSandbox }) => !notInSandbox).length;
	const reading = ASSUMPTIONS.filter(({ needs }) => !needs).length;
	const byHand = ASSUMPTIONS.filter(({ needs }) => needs === 'byHand').length;
	const others = ASSUMPTIONS.filter(({ notInSandbox }) => notInSandbox).map(
		({ id }) => `\`${id}\``,
	);
	return `${ASSUMPTIONS.length} assumptions: ${reading} are tried by reading, ${byHand} with changes by hand, ${ASSUMPTIONS.length - reading - byHand} by writing. The sandbox can show ${inSandbox} of them, and cannot show ${others.join(' and ')}.`;
}
