import { readFileSync } from 'node:fs';

/** Clock ticks of the kernel a second; Linux has the same everywhere. */
const TICKS_PER_SECOND = 100;

/** Processor time that a process has used, ms. */
export function processorTime(pid: number): number {
	return timeIn(`/proc/${pid}/stat`);
}

/** Processor time of its main thread, which is the one that runs JavaScript, ms. */
export function mainThreadTime(pid: number): number {
	return timeIn(`/proc/${pid}/task/${pid}/stat`);
}

function timeIn(file: string): number {
	// The name in brackets may hold blanks; user and system time are the 12th and 13th field behind it.
	const fields = readFileSync(file, 'utf8').split(') ')[1].split(' ');
	return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND;
}
