import { readFileSync } from 'node:fs';

import { FUZZ_MUTANTS } from '../../fuzz/mutants';
import { MUTANTS } from '../../soak/mutants/list';

it.each(
	[...FUZZ_MUTANTS, ...MUTANTS].flatMap(({ name, mutations }) =>
		mutations.map(({ file, find }) => [name, file, find]),
	),
)('the deliberate break %s finds its place in %s once', (_, file, find) => {
	expect(readFileSync(file, 'utf8').split(find)).toHaveLength(2);
});
