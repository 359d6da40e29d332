/**
 * Whether something rests on one symbol at a time, or on several together. What
 * rests on one lets an exploration take the symbols apart. Left out it means `any symbol`.
 */
export type Reach = 'own symbol' | 'any symbol';
