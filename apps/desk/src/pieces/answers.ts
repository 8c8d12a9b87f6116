/** What was typed into a field of words, a choice or a date. A field left empty gives ''. */
export const written = (answer: unknown): string => (typeof answer === 'string' ? answer : '')
