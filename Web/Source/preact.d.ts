// Types of the Preact bundle, only what the interface uses. The bundle itself carries none.

export type Key = string | number;
export type Children = VNode | string | number | bigint | boolean | null | undefined | readonly Children[];

export interface VNode {
  readonly type: unknown;
  readonly props: object;
  readonly key: unknown;
}

// deno-lint-ignore no-explicit-any
export type FunctionComponent<P = any> = (props: P) => Children;

export abstract class Component<P = object, S = object> {
  constructor(props: P);
  readonly props: Readonly<P & { children?: Children }>;
  readonly state: Readonly<S>;
  setState(change: Partial<S>): void;
  forceUpdate(): void;
  shouldComponentUpdate?(props: Readonly<P>, state: Readonly<S>): boolean;
  componentDidCatch?(error: unknown): void;
  componentDidMount?(): void;
  componentWillUnmount?(): void;
  abstract render(): Children;
}

export interface Ref<T> {
  current: T | null;
}
export interface MutableRef<T> {
  current: T;
}

export interface Context<T> {
  Provider: FunctionComponent<{ value: T; children?: Children }>;
}

export function createContext<T>(initial: T): Context<T>;
export function render(node: Children, parent: Element): void;
export function useState<T>(initial: T | (() => T)): [T, (next: T | ((old: T) => T)) => void];
export function useReducer<S, A>(reduce: (state: S, action: A) => S, initial: S): [S, (action: A) => void];
export function useEffect(run: () => void | (() => void), inputs?: readonly unknown[]): void;
export function useLayoutEffect(run: () => void | (() => void), inputs?: readonly unknown[]): void;
export function useRef<T>(initial: T): MutableRef<T>;
export function useRef<T>(initial: T | null): Ref<T>;
export function useMemo<T>(make: () => T, inputs: readonly unknown[]): T;
// deno-lint-ignore no-explicit-any
export function useCallback<T extends (...values: any[]) => any>(call: T, inputs: readonly unknown[]): T;
export function useContext<T>(context: Context<T>): T;

// deno-lint-ignore no-explicit-any
export function h(type: string | FunctionComponent<any> | (new (props: any) => Component<any, any>), props: object | null, ...children: Children[]): VNode;

type Handler<E extends Event, T> = (event: E & { readonly currentTarget: T }) => void;

interface Handlers<T> {
  onClick?: Handler<MouseEvent, T>;
  onDblClick?: Handler<MouseEvent, T>;
  onInput?: Handler<InputEvent, T>;
  onChange?: Handler<Event, T>;
  onSubmit?: Handler<SubmitEvent, T>;
  onKeyDown?: Handler<KeyboardEvent, T>;
  onToggle?: Handler<Event, T>;
  onKeyUp?: Handler<KeyboardEvent, T>;
  onFocus?: Handler<FocusEvent, T>;
  onBlur?: Handler<FocusEvent, T>;
  // In small letters: the bundle registers names of events it does not find on an element as they are written.
  onfocusin?: Handler<FocusEvent, T>;
  onfocusout?: Handler<FocusEvent, T>;
  onContextMenu?: Handler<PointerEvent, T>;
  onPaste?: Handler<ClipboardEvent, T>;
  onPointerDown?: Handler<PointerEvent, T>;
  onPointerMove?: Handler<PointerEvent, T>;
  onPointerUp?: Handler<PointerEvent, T>;
  onPointerLeave?: Handler<PointerEvent, T>;
  onPointerEnter?: Handler<PointerEvent, T>;
  onPointerCancel?: Handler<PointerEvent, T>;
  onMouseEnter?: Handler<MouseEvent, T>;
  onMouseLeave?: Handler<MouseEvent, T>;
  onMouseDown?: Handler<MouseEvent, T>;
  onCancel?: Handler<Event, T>;
  onClose?: Handler<Event, T>;
  onScroll?: Handler<Event, T>;
}

// deno-lint-ignore no-explicit-any
type Attributes<T> = Handlers<T> & { key?: Key | undefined; ref?: undefined | Ref<T> | MutableRef<any> | ((element: T | null) => void); children?: Children } & {
  // Attributes of HTML, SVG and ARIA: values are checked by the browser tests, names are free.
  [name: string]: unknown;
};

type Elements =
  & { [Tag in keyof HTMLElementTagNameMap]: Attributes<HTMLElementTagNameMap[Tag]> }
  & { [Tag in Exclude<keyof SVGElementTagNameMap, keyof HTMLElementTagNameMap>]: Attributes<SVGElementTagNameMap[Tag]> };

export namespace h {
  export namespace JSX {
    type Element = VNode;
    // deno-lint-ignore no-explicit-any
    type ElementType = string | FunctionComponent<any> | (new (props: any) => Component<any, any>);
    interface ElementAttributesProperty {
      props: unknown;
    }
    interface ElementChildrenAttribute {
      children: unknown;
    }
    interface IntrinsicAttributes {
      key?: Key | undefined;
    }
    interface IntrinsicElements extends Elements {}
  }
}
