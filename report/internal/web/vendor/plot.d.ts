// What the page uses of Observable Plot.

// A Scale is how a plot maps values to pixels.
export interface Scale {
	apply(value: number): number;
}

// A Drawing is a plot on the page.
export type Drawing = (SVGSVGElement | HTMLElement) & {scale(name: string): Scale | undefined};

// A Mark is a layer of a plot.
export interface Mark {
	readonly kind?: unique symbol;
}

// A Path is drawn on as on a canvas.
export interface Path {
	moveTo(x: number, y: number): void;
	lineTo(x: number, y: number): void;
	arc(x: number, y: number, radius: number, from: number, to: number): void;
	closePath(): void;
}

// A Symbol draws a marker of the given area about the origin.
export interface Symbol {
	draw(path: Path, area: number): void;
}

// A Channel is a constant or what each datum has.
export type Channel<T> = string | number | Symbol | null | ((datum: T, index: number) => unknown);

export type Options<T> = Record<string, Channel<T> | boolean | object | undefined>;

export function plot(options: object): Drawing;
export function line<T>(data: readonly T[], options: Options<T>): Mark;
export function dot<T>(data: readonly T[], options: Options<T>): Mark;
export function link<T>(data: readonly T[], options: Options<T>): Mark;
export function text<T>(data: readonly T[], options: Options<T>): Mark;
export function tip<T>(data: readonly T[], options: object): Mark;
export function pointer<T>(options: Options<T>): object;
