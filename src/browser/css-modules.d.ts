/** A stylesheet as text, which Vite puts into the script. */
declare module '*.css?inline' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: it is how Vite exports it
  export default text;
}
