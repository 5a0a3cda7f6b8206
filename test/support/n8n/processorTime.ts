import { readFileSync } from 'node:fs';

/** Clock ticks of the kernel a second; Linux has the same everywhere. */
const TICKS_PER_SECOND = 100;

/** Processor time that a process has used, ms. */
export function processorTime(pid: number): number {
	// The name in brackets may hold blanks; user and system time are the 12th and 13th field behind it.
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
	return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND;
}
