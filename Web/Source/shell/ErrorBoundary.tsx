import { type Children, Component, h } from "../preact.ts";
import { errorSentence } from "../api/error.ts";

/** A broken panel says so in its place; the rest of the page goes on. */
export class ErrorBoundary extends Component<{ name: string; children?: Children }, { error?: unknown }> {
  override componentDidCatch(error: unknown): void {
    this.setState({ error });
  }

  override render(): Children {
    const error = this.state?.error;
    if (error === undefined || error === null) return this.props.children;
    return (
      <div class="notice critical" role="alert">
        <p>
          <b>{this.props.name} could not be shown.</b> {errorSentence(error)}
        </p>
        <button type="button" class="button" onClick={() => this.setState({ error: null })}>Try again</button>
      </div>
    );
  }
}
