// The answer to a question about facts: which mechanisms fit a load. Stands in until the engine is here.
export function ask(facts: unknown, question: unknown): unknown {
	return {facts, question};
}
