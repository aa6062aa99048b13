import { Page } from "../kit/page.tsx";

export const NotFound = () => (
  <Page title="There is no such page">
    <p>
      Choose one at the side, or go to <a href="/console/">the first one</a>.
    </p>
  </Page>
);
