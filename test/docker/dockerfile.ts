/** One instruction of a Dockerfile. */
export interface Instruction {
	name: string;
	/** All behind the name, on one line. */
	text: string;
}

/** A part of a Dockerfile that begins with FROM. */
export interface Stage {
	image: string;
	/** What `COPY --from` calls it; empty for the last one. */
	name: string;
	instructions: Instruction[];
}

/** The stages of a Dockerfile; ARG before the first FROM fills in the names of images. */
export function stagesOf(dockerfile: string): Stage[] {
	const stages: Stage[] = [];
	const values = new Map<string, string>();
	for (const { name, text } of instructionsOf(dockerfile)) {
		if (name === 'FROM') {
			const [image, , as = ''] = text.split(/\s+/);
			stages.push({ image: filledIn(image, values), name: as, instructions: [] });
		} else if (stages.length === 0 && name === 'ARG') {
			const [key, value = ''] = text.split('=');
			values.set(key, value);
		} else {
			stages[stages.length - 1].instructions.push({ name, text });
		}
	}
	return stages;
}

function instructionsOf(dockerfile: string): Instruction[] {
	return dockerfile
		.split('\n')
		.filter((line) => !line.startsWith('#'))
		.join('\n')
		.replace(/\\\n/g, ' ')
		.split('\n')
		.map((line) => line.trim())
		.filter(Boolean)
		.map((line) => {
			const [name] = line.split(' ');
			return { name, text: line.slice(name.length).trim() };
		});
}

const filledIn = (text: string, values: ReadonlyMap<string, string>): string =>
	text.replace(/\$\{(\w+)\}/g, (_, name: string) => values.get(name) ?? '');

/** Whether a file of the context reaches the build: the last line of a .dockerignore that takes it decides. */
export function reachesBuild(file: string, dockerignore: string): boolean {
	const lines = dockerignore.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
	return lines.reduce((taken, line) => {
		const back = line.startsWith('!');
		const pattern = back ? line.slice(1) : line;
		const matches = pattern === '*' || file === pattern || file.startsWith(`${pattern}/`);
		return matches ? back : taken;
	}, true);
}
