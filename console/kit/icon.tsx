/** One of our own pictures, bundled with the page: the only markup that does not come from a component. */
export const Icon = ({ svg }: { readonly svg: string }) => (
  <span class="icon" aria-hidden="true" dangerouslySetInnerHTML={{ __html: svg }} />
);
