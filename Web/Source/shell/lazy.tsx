import { type Children, Component, h } from "../preact.ts";
import { Icon } from "./Icon.tsx";
import { recall, remember } from "./sessionMemory.ts";

type View<P> = (props: P) => h.JSX.Element;

/**
 * A view whose code is loaded when it is first opened; `waiting` stands in its place until then.
 * A chunk that is gone (a new version was installed) reloads the page once.
 */
export function lazy<M, P extends object = object>(load: () => Promise<M>, pick: (module: M) => View<P>, waiting: Children = skeleton): { readonly view: View<P>; readonly preload: () => void } {
  let loaded: View<P> | null = null;
  let loading: Promise<void> | null = null;
  const start = () => loading ??= load().then((module) => void (loaded = pick(module)));

  class Lazy extends Component<P, { failed?: boolean }> {
    override componentDidMount(): void {
      if (loaded) return;
      start().then(() => {
        remember(area, false);
        this.forceUpdate();
      }).catch(() => {
        loading = null;
        if (!reloadOnce()) this.setState({ failed: true });
      });
    }

    override render() {
      if (loaded) return h(loaded, this.props);
      if (!this.state?.failed) return waiting;
      return (
        <div class="empty" role="alert">
          <Icon name="alert" />
          <h1>This page could not be loaded</h1>
          <p>The server may have been updated, or the connection was lost.</p>
          <button type="button" class="button primary" onClick={() => location.reload()}>Reload</button>
        </div>
      );
    }
  }
  return { view: (props) => h(Lazy, props), preload: () => void start().catch(() => loading = null) };
}

const skeleton = <div class="page"><div class="panel skeleton tall" role="status" aria-label="Loading" /></div>;
const area = "reloaded";

function reloadOnce(): boolean {
  if (recall(area) === true) return false;
  remember(area, true);
  // Where nothing can be kept, a second reload could not be told from the first.
  if (recall(area) !== true) return false;
  location.reload();
  return true;
}
